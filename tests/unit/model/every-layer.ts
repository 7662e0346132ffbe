/** Small networks that between them have every layer type, each with the options that change what it computes. */
import type { LayerSpec, LayerType, NetworkSpec } from '../../../src/contract/network.js';

const dense: LayerSpec = { type: 'Dense', units: 3 };
const onSeries = (...layers: LayerSpec[]): NetworkSpec => ({ inputShape: [9, 2], layers: [...layers, { type: 'Flatten' }, dense] });
const onPicture = (...layers: LayerSpec[]): NetworkSpec => ({ inputShape: [7, 6, 2], layers: [...layers, { type: 'Flatten' }, dense] });
const onCube = (...layers: LayerSpec[]): NetworkSpec => ({ inputShape: [5, 4, 6, 2], layers: [...layers, { type: 'Flatten' }, dense] });
const tanh = { activation: 'tanh', biasInitializer: { normal: 0.5 } } as const;

/** The layer of each type comes first in its networks. */
export const everyLayer: Readonly<Record<LayerType, readonly NetworkSpec[]>> = {
  Dense: [
    { inputShape: [5], layers: [{ type: 'Dense', units: 4, ...tanh }, dense] },
    { inputShape: [5], layers: [{ type: 'Dense', units: 4, useBias: false, activation: 'sigmoid' }, dense] },
    onPicture({ type: 'Dense', units: 4, ...tanh }),
  ],
  Conv1D: [
    onSeries({ type: 'Conv1D', filters: 3, kernelSize: 3, ...tanh }),
    onSeries({ type: 'Conv1D', filters: 3, kernelSize: [4], strides: 2, padding: 'same', ...tanh }),
  ],
  Conv2D: [
    onPicture({ type: 'Conv2D', filters: 3, kernelSize: 3, ...tanh }),
    onPicture({ type: 'Conv2D', filters: 3, kernelSize: [2, 3], strides: [2, 1], padding: 'same', useBias: false }),
    onPicture({ type: 'Conv2D', filters: 2, kernelSize: 3, strides: 2, activation: 'softmax' }),
  ],
  Conv3D: [
    onCube({ type: 'Conv3D', filters: 2, kernelSize: 2, ...tanh }),
    onCube({ type: 'Conv3D', filters: 2, kernelSize: [3, 3, 4], strides: [1, 1, 2], padding: 'same', ...tanh }),
  ],
  SeparableConv2D: [
    onPicture({ type: 'SeparableConv2D', filters: 3, kernelSize: 3, ...tanh }),
    onPicture({ type: 'SeparableConv2D', filters: 3, kernelSize: 2, strides: 2, depthMultiplier: 2, padding: 'same' }),
  ],
  MaxPooling1D: [onSeries({ type: 'MaxPooling1D' }), onSeries({ type: 'MaxPooling1D', poolSize: 3, strides: 2, padding: 'same' })],
  MaxPooling2D: [onPicture({ type: 'MaxPooling2D' }), onPicture({ type: 'MaxPooling2D', poolSize: [3, 2], strides: 2, padding: 'same' })],
  MaxPooling3D: [onCube({ type: 'MaxPooling3D' }), onCube({ type: 'MaxPooling3D', poolSize: [2, 2, 1] })],
  AveragePooling1D: [
    onSeries({ type: 'AveragePooling1D' }),
    onSeries({ type: 'AveragePooling1D', poolSize: 3, strides: 2, padding: 'same' }),
  ],
  AveragePooling2D: [
    onPicture({ type: 'AveragePooling2D' }),
    onPicture({ type: 'AveragePooling2D', poolSize: 3, strides: 2, padding: 'same' }),
  ],
  AveragePooling3D: [
    onCube({ type: 'AveragePooling3D' }),
    onCube({ type: 'AveragePooling3D', poolSize: 3, strides: 2, padding: 'same' }),
    onCube({ type: 'AveragePooling3D', poolSize: [2, 2, 3], strides: 1 }),
  ],
  GlobalAveragePooling1D: [{ inputShape: [9, 2], layers: [{ type: 'GlobalAveragePooling1D' }, dense] }],
  GlobalAveragePooling2D: [{ inputShape: [7, 6, 2], layers: [{ type: 'GlobalAveragePooling2D' }, dense] }],
  GlobalAveragePooling3D: [{ inputShape: [5, 4, 6, 2], layers: [{ type: 'GlobalAveragePooling3D' }, dense] }],
  ZeroPadding2D: [
    onPicture({ type: 'ZeroPadding2D' }),
    onPicture({
      type: 'ZeroPadding2D',
      padding: [
        [1, 0],
        [2, 3],
      ],
    }),
  ],
  ZeroPadding3D: [
    onCube({ type: 'ZeroPadding3D' }),
    onCube({
      type: 'ZeroPadding3D',
      padding: [
        [0, 1],
        [2, 0],
        [1, 1],
      ],
    }),
  ],
  Flatten: [{ inputShape: [4, 3, 2], layers: [{ type: 'Flatten' }, dense] }],
  Reshape: [onPicture({ type: 'Reshape', targetShape: [14, 6] }), onPicture({ type: 'Reshape', targetShape: [2, -1, 3, 2] })],
  Dropout: [onPicture({ type: 'Dropout', rate: 0.4 })],
  SpatialDropout2D: [onPicture({ type: 'SpatialDropout2D', rate: 0.4 })],
  BatchNormalization: [
    onPicture({ type: 'BatchNormalization', epsilon: 0.01 }),
    onSeries({ type: 'BatchNormalization', center: false, scale: false }),
    onPicture({ type: 'BatchNormalization', trainable: false }),
  ],
  Activation: (['relu6', 'elu', 'selu', 'hardSigmoid', 'softplus', 'softsign', 'softmax', 'swish', 'gelu'] as const).map((activation) =>
    onPicture({ type: 'Activation', activation }),
  ),
};

export const everyNetwork: readonly (readonly [title: string, spec: NetworkSpec])[] = Object.entries(everyLayer).flatMap(([type, specs]) =>
  specs.map((spec) => [`${type} ${JSON.stringify(spec.layers[0])}`, spec] as const),
);
