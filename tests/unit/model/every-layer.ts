/** Small networks that between them have every layer type, each with the options that change what it computes. */
import type { Activation, LayerSpec, LayerType, NetworkSpec } from '../../../src/contract/network.js';

const dense: LayerSpec = { type: 'Dense', units: 3 };
const onVector = (...layers: LayerSpec[]): NetworkSpec => ({ inputShape: [5], layers: [...layers, dense] });
const onSeries = (...layers: LayerSpec[]): NetworkSpec => ({ inputShape: [9, 2], layers: [...layers, { type: 'Flatten' }, dense] });
const onPicture = (...layers: LayerSpec[]): NetworkSpec => ({ inputShape: [7, 6, 2], layers: [...layers, { type: 'Flatten' }, dense] });
const onCube = (...layers: LayerSpec[]): NetworkSpec => ({ inputShape: [5, 4, 6, 2], layers: [...layers, { type: 'Flatten' }, dense] });
const tanh = { activation: 'tanh', biasInitializer: { normal: 0.5 } } as const;

const normal = { biasInitializer: { normal: 0.5 } } as const;
const activations: readonly Activation[] = [
  ...(['linear', 'relu', 'sigmoid', 'tanh', 'softmax', 'elu', 'selu'] as const),
  ...(['softplus', 'softsign', 'hardSigmoid', 'relu6', 'swish', 'gelu'] as const),
];

/**
 * The layer of each type comes first in its networks. Channels that four divides and others go different ways on graphics
 * processors, as do cubes, whose batches have five axes.
 */
export const everyLayer: Readonly<Record<LayerType, readonly NetworkSpec[]>> = {
  Dense: [
    onVector({ type: 'Dense', units: 4, ...tanh }),
    onVector({ type: 'Dense', units: 4, useBias: false, activation: 'sigmoid' }),
    { inputShape: [48], layers: [{ type: 'Dense', units: 2048, ...tanh }, { type: 'Dense', units: 48 }, dense] },
    onPicture({ type: 'Dense', units: 4, ...tanh }),
    onCube({ type: 'Dense', units: 3, ...tanh }),
  ],
  Conv1D: [
    onSeries({ type: 'Conv1D', filters: 3, kernelSize: 3, ...tanh }),
    onSeries({ type: 'Conv1D', filters: 3, kernelSize: [4], strides: 2, padding: 'same', ...tanh }),
    onSeries({ type: 'Conv1D', filters: 8, kernelSize: 1, strides: 3, useBias: false }),
  ],
  Conv2D: [
    onPicture({ type: 'Conv2D', filters: 3, kernelSize: 3, ...tanh }),
    onPicture({ type: 'Conv2D', filters: 3, kernelSize: [2, 3], strides: [2, 1], padding: 'same', useBias: false }),
    onPicture({ type: 'Conv2D', filters: 2, kernelSize: 3, strides: 2, activation: 'softmax' }),
    onPicture({ type: 'Conv2D', filters: 4, kernelSize: 1, ...tanh }),
    onPicture({ type: 'Conv2D', filters: 4, kernelSize: 2, strides: 3, ...tanh }),
    onPicture({ type: 'Conv2D', filters: 3, kernelSize: [7, 6], ...tanh }),
    {
      inputShape: [6, 6, 3],
      layers: [{ type: 'Conv2D', filters: 8, kernelSize: 5, padding: 'same', ...tanh }, { type: 'Flatten' }, dense],
    },
    { inputShape: [6, 6, 4], layers: [{ type: 'Conv2D', filters: 4, kernelSize: 3, strides: 2, ...tanh }, { type: 'Flatten' }, dense] },
  ],
  Conv3D: [
    onCube({ type: 'Conv3D', filters: 2, kernelSize: 2, ...tanh }),
    onCube({ type: 'Conv3D', filters: 2, kernelSize: [3, 3, 4], strides: [1, 1, 2], padding: 'same', ...tanh }),
    onCube({ type: 'Conv3D', filters: 4, kernelSize: 2, strides: 2, activation: 'hardSigmoid', ...normal }),
    onCube({ type: 'Conv3D', filters: 3, kernelSize: 1, useBias: false }),
  ],
  SeparableConv2D: [
    onPicture({ type: 'SeparableConv2D', filters: 3, kernelSize: 3, ...tanh }),
    onPicture({ type: 'SeparableConv2D', filters: 3, kernelSize: 2, strides: 2, depthMultiplier: 2, padding: 'same' }),
    onPicture({ type: 'SeparableConv2D', filters: 4, kernelSize: [1, 3], strides: 3, padding: 'same', ...tanh }),
    { inputShape: [6, 6, 4], layers: [{ type: 'SeparableConv2D', filters: 4, kernelSize: 3, ...tanh }, { type: 'Flatten' }, dense] },
  ],
  MaxPooling1D: [onSeries({ type: 'MaxPooling1D' }), onSeries({ type: 'MaxPooling1D', poolSize: 3, strides: 2, padding: 'same' })],
  MaxPooling2D: [
    onPicture({ type: 'MaxPooling2D' }),
    onPicture({ type: 'MaxPooling2D', poolSize: [3, 2], strides: 2, padding: 'same' }),
    onPicture({ type: 'MaxPooling2D', poolSize: 3, strides: 1 }),
    onPicture({ type: 'MaxPooling2D', poolSize: 2, strides: 3 }),
  ],
  MaxPooling3D: [
    onCube({ type: 'MaxPooling3D' }),
    onCube({ type: 'MaxPooling3D', poolSize: [2, 2, 1] }),
    onCube({ type: 'MaxPooling3D', poolSize: [2, 3, 2], strides: [1, 2, 1], padding: 'same' }),
  ],
  AveragePooling1D: [
    onSeries({ type: 'AveragePooling1D' }),
    onSeries({ type: 'AveragePooling1D', poolSize: 3, strides: 2, padding: 'same' }),
  ],
  AveragePooling2D: [
    onPicture({ type: 'AveragePooling2D' }),
    onPicture({ type: 'AveragePooling2D', poolSize: 3, strides: 2, padding: 'same' }),
    onPicture({ type: 'AveragePooling2D', poolSize: [1, 2], strides: 3 }),
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
  Dropout: [onPicture({ type: 'Dropout', rate: 0.4 }), onCube({ type: 'Dropout', rate: 0.4 })],
  SpatialDropout2D: [onPicture({ type: 'SpatialDropout2D', rate: 0.4 })],
  BatchNormalization: [
    onPicture({ type: 'BatchNormalization', epsilon: 0.01 }),
    onSeries({ type: 'BatchNormalization', center: false, scale: false }),
    onPicture({ type: 'BatchNormalization', trainable: false }),
    onVector({ type: 'BatchNormalization', momentum: 0.8, scale: false }),
    onCube({ type: 'BatchNormalization', epsilon: 0.01, center: false }),
    onCube({ type: 'BatchNormalization' }),
  ],
  Activation: [
    ...activations.map((activation) => onPicture({ type: 'Activation', activation })),
    ...(['relu', 'softmax', 'hardSigmoid', 'elu'] as const).map((activation) => onCube({ type: 'Activation', activation })),
  ],
};

/** Inputs of a network reach from −reach to reach: activations past their corners, of which hardSigmoid's lie at ±2.5 and relu6's at 6. */
const reachOf = ({ layers: [first] }: NetworkSpec): number => (first?.type === 'Activation' ? 8.03 : 1);
const on = ({ inputShape }: NetworkSpec): string => `on ${inputShape?.join('×')}`;

export const everyNetwork: readonly (readonly [title: string, spec: NetworkSpec, reach: number])[] = Object.entries(everyLayer).flatMap(
  ([type, specs]) => specs.map((spec) => [`${type} ${on(spec)} ${JSON.stringify(spec.layers[0])}`, spec, reachOf(spec)] as const),
);
