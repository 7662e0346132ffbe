/** Every layer a network may have, by its Keras class name. A new layer type is a file beside this one and a line here. */
import type { LayerDescription } from '../../contract/catalogue.js';
import type { LayerType } from '../../contract/network.js';
import { activationLayer } from './activation.js';
import { batchNormalization } from './batch-normalization.js';
import { conv1d, conv2d, conv3d } from './convolution.js';
import { dense } from './dense.js';
import { dropoutKinds } from './dropout.js';
import { globalPoolingKinds } from './global-pooling.js';
import type { LayerKind } from './kind.js';
import { poolingKinds } from './pooling.js';
import { flatten, reshape } from './reshaping.js';
import { separableConv2d } from './separable-convolution.js';
import { zeroPaddingKinds } from './zero-padding.js';

export const layerKinds: Readonly<Record<LayerType, LayerKind>> = {
  Dense: dense,
  Conv1D: conv1d,
  Conv2D: conv2d,
  Conv3D: conv3d,
  SeparableConv2D: separableConv2d,
  ...poolingKinds,
  ...globalPoolingKinds,
  ...zeroPaddingKinds,
  Flatten: flatten,
  Reshape: reshape,
  ...dropoutKinds,
  BatchNormalization: batchNormalization,
  Activation: activationLayer,
};

/** Whether `type` names a layer; inherited names such as `constructor` do not. */
export const isLayerType = (type: unknown): type is LayerType => typeof type === 'string' && Object.hasOwn(layerKinds, type);

/** The palette, in the order it is shown. */
export const layerDescriptions: readonly LayerDescription[] = Object.values(layerKinds).map((kind) => kind.description);
