/** Conv1D, Conv2D, Conv3D: one small kernel a filter, moved over the input, so that the same feature is found everywhere. */
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import type { LayerSpec, Padding } from '../../contract/network.js';
import { type Affine, affineConvolution } from './affine.js';
import { kerasKernelAndBias, kernelAndBias } from './dense.js';
import { describe } from './describe.js';
import type { KerasLayer, LayerKind, LayerWeights, SpecOf } from './kind.js';
import { padding, required, size, sizes, weighted } from './options.js';
import { placesOf, spread, tooLarge } from './window.js';

type Convolution = SpecOf<'Conv1D' | 'Conv2D' | 'Conv3D'>;
type Sum = Affine<tf.Tensor, tf.Tensor>;
type Convolve = (sum: Sum, strides: number[], pad: Padding) => tf.Tensor;
type KerasArguments = Parameters<typeof layers.conv2d>[0];

/** The options of a convolution over `axes` spatial axes. */
export const convolutionOptions = (axes: number) => [
  required(size('filters', 'Filters', 'How many features the layer looks for.', { default: 8, max: 512 })),
  required(sizes(axes, 'kernelSize', 'Kernel size', 'Side of the window each filter sees.', { default: 3, max: 101 })),
  sizes(axes, 'strides', 'Stride', 'How far the window moves from one place to the next.', { default: 1, max: 101 }),
  padding,
  ...weighted,
];

function convolution(
  axes: number,
  example: LayerSpec,
  words: { label: string; description: string },
  convolve: Convolve,
  keras: (args: KerasArguments) => KerasLayer,
): LayerKind<Convolution> {
  const options = convolutionOptions(axes);
  const forward = (x: tf.Tensor, spec: Convolution, weights: LayerWeights, activation: Sum['activation']) =>
    convolve(
      { x, kernel: weights.get('kernel'), bias: weights.find('bias'), activation },
      spread(spec.strides ?? 1, axes),
      spec.padding ?? 'valid',
    );
  return {
    description: describe(example, words, axes + 1, options),
    options,
    problem: (spec, input) => tooLarge('kernel', spec.kernelSize, input.slice(0, axes), spec.padding ?? 'valid'),
    outputShape(spec, input) {
      const strides = spread(spec.strides ?? 1, axes);
      return [...placesOf(input.slice(0, axes), spread(spec.kernelSize, axes), strides, spec.padding ?? 'valid'), spec.filters];
    },
    weights: (spec, input) => kernelAndBias(spec as SpecOf<'Conv2D'>, [...spread(spec.kernelSize, axes), input.at(-1) ?? 0, spec.filters]),
    forward: (x, spec, weights) => forward(x, spec, weights, 'linear'),
    forwardRelu: (x, spec, weights) => forward(x, spec, weights, 'relu'),
    keras: (spec, common) =>
      keras({
        ...common,
        filters: spec.filters,
        kernelSize: spread(spec.kernelSize, axes),
        strides: spread(spec.strides ?? 1, axes) as [number, number],
        padding: spec.padding ?? 'valid',
        ...kerasKernelAndBias(spec as SpecOf<'Conv2D'>),
      }),
  };
}

export const conv1d = convolution(
  1,
  { type: 'Conv1D', filters: 32, kernelSize: 5, activation: 'relu' },
  { label: 'Convolution 1D', description: 'Looks for short patterns along a spectrum or a series.' },
  // x [batch, length, channels], kernel [width, channels, filters]: a series is a picture one pixel high
  ({ x, kernel, ...rest }, [stride = 1], pad) => {
    const picture = tf.expandDims(x, 1) as tf.Tensor4D;
    const y = affineConvolution({ x: picture, kernel: tf.expandDims(kernel) as tf.Tensor4D, ...rest }, [1, stride], pad);
    return tf.squeeze(y, [1]);
  },
  layers.conv1d,
);

export const conv2d = convolution(
  2,
  { type: 'Conv2D', filters: 8, kernelSize: 5, activation: 'relu' },
  { label: 'Convolution 2D', description: 'Looks for small patterns everywhere in a picture.' },
  // x [batch, height, width, channels], kernel [height, width, channels, filters]
  (sum, strides, pad) => affineConvolution(sum as Affine<tf.Tensor4D, tf.Tensor4D>, strides as [number, number], pad),
  layers.conv2d,
);

export const conv3d = convolution(
  3,
  { type: 'Conv3D', filters: 8, kernelSize: 3, activation: 'relu' },
  { label: 'Convolution 3D', description: 'Looks for small patterns everywhere in a cube.' },
  // x [batch, depth, height, width, channels], kernel [depth, height, width, channels, filters]
  ({ x, kernel, bias, activation }, strides, pad) => {
    const sums = tf.conv3d(x as tf.Tensor5D, kernel as tf.Tensor5D, strides as [number, number, number], pad);
    const y = bias ? tf.add(sums, bias) : sums;
    return activation === 'relu' ? tf.relu(y) : y;
  },
  layers.conv3d,
);
