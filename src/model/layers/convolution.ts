/** Conv1D, Conv2D, Conv3D: one small kernel a filter, moved over the input, so that the same feature is found everywhere. */
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import type { LayerSpec, Padding } from '../../contract/network.js';
import { kerasKernelAndBias, kernelAndBias, withBias } from './dense.js';
import { describe } from './describe.js';
import type { KerasLayer, LayerKind, SpecOf } from './kind.js';
import { padding, required, size, sizes, weighted } from './options.js';
import { placesOf, spread, tooLarge } from './window.js';

type Convolution = SpecOf<'Conv1D' | 'Conv2D' | 'Conv3D'>;
type Convolve = (x: tf.Tensor, kernel: tf.Tensor, strides: number[], pad: Padding) => tf.Tensor;
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
  return {
    description: describe(example, words, axes + 1, options),
    options,
    problem: (spec, input) => tooLarge('kernel', spec.kernelSize, input.slice(0, axes), spec.padding ?? 'valid'),
    outputShape(spec, input) {
      const strides = spread(spec.strides ?? 1, axes);
      return [...placesOf(input.slice(0, axes), spread(spec.kernelSize, axes), strides, spec.padding ?? 'valid'), spec.filters];
    },
    weights: (spec, input) => kernelAndBias(spec as SpecOf<'Conv2D'>, [...spread(spec.kernelSize, axes), input.at(-1) ?? 0, spec.filters]),
    forward: (x, spec, weights) =>
      withBias(convolve(x, weights.get('kernel'), spread(spec.strides ?? 1, axes), spec.padding ?? 'valid'), weights),
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
  // x [batch, length, channels], kernel [width, channels, filters]
  (x, kernel, [stride = 1], pad) => tf.conv1d(x as tf.Tensor3D, kernel as tf.Tensor3D, stride, pad),
  layers.conv1d,
);

export const conv2d = convolution(
  2,
  { type: 'Conv2D', filters: 8, kernelSize: 5, activation: 'relu' },
  { label: 'Convolution 2D', description: 'Looks for small patterns everywhere in a picture.' },
  // x [batch, height, width, channels], kernel [height, width, channels, filters]
  (x, kernel, strides, pad) => tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, strides as [number, number], pad),
  layers.conv2d,
);

export const conv3d = convolution(
  3,
  { type: 'Conv3D', filters: 8, kernelSize: 3, activation: 'relu' },
  { label: 'Convolution 3D', description: 'Looks for small patterns everywhere in a cube.' },
  // x [batch, depth, height, width, channels], kernel [depth, height, width, channels, filters]
  (x, kernel, strides, pad) => tf.conv3d(x as tf.Tensor5D, kernel as tf.Tensor5D, strides as [number, number, number], pad),
  layers.conv3d,
);
