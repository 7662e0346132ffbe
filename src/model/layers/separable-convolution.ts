/** SeparableConv2D: first every channel by itself, then a mix of the channels at each place (Chollet 2017, arXiv:1610.02357). */
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { kerasInitializer } from '../initializers.js';
import { affineConvolution, type Fused } from './affine.js';
import { convolutionOptions } from './convolution.js';
import { kerasKernelAndBias } from './dense.js';
import { describe } from './describe.js';
import type { LayerKind, LayerWeights, Problem, SpecOf, WeightSpec } from './kind.js';
import { size } from './options.js';
import { placesOf, spread, tooLarge } from './window.js';

const options = [
  ...convolutionOptions(2),
  size('depthMultiplier', 'Depth multiplier', 'How many kernels each input channel gets.', { default: 1, max: 8 }),
];

/** The kernels that look at one channel each have one stride for both axes: TensorFlow's rule. */
function unequalStrides(strides: number | readonly number[]): Problem | null {
  const [down, across] = spread(strides, 2);
  if (down === across) return null;
  return { what: `strides ${down} and ${across} differ`, advice: 'SeparableConv2D needs the same stride for both axes.' };
}

function forward(x: tf.Tensor, spec: SpecOf<'SeparableConv2D'>, weights: LayerWeights, activation: Fused): tf.Tensor {
  const depthwise = weights.get('depthwise_kernel') as tf.Tensor4D;
  const kernel = weights.get('pointwise_kernel') as tf.Tensor4D;
  const strides = spread(spec.strides ?? 1, 2) as [number, number];
  const alone = tf.depthwiseConv2d(x as tf.Tensor4D, depthwise, strides, spec.padding ?? 'valid'); // [batch, h, w, channels·multiplier]
  return affineConvolution({ x: alone, kernel, bias: weights.find('bias'), activation }, [1, 1], 'valid');
}

export const separableConv2d: LayerKind<SpecOf<'SeparableConv2D'>> = {
  description: describe(
    { type: 'SeparableConv2D', filters: 16, kernelSize: 3, activation: 'relu' },
    {
      label: 'Separable convolution 2D',
      description: 'A convolution in two steps, with far fewer weights: each channel alone, then a mix of them.',
    },
    3,
    options,
  ),
  options,
  problem: (spec, input) =>
    tooLarge('kernel', spec.kernelSize, input.slice(0, 2), spec.padding ?? 'valid') ?? unequalStrides(spec.strides ?? 1),
  outputShape(spec, input) {
    const places = placesOf(input.slice(0, 2), spread(spec.kernelSize, 2), spread(spec.strides ?? 1, 2), spec.padding ?? 'valid');
    return [...places, spec.filters];
  },

  /** `kernelInitializer` starts both kernels. */
  weights(spec, input) {
    const initializer = spec.kernelInitializer ?? 'glorotUniform';
    const channels = input.at(-1) ?? 0;
    const multiplier = spec.depthMultiplier ?? 1;
    const arrays: WeightSpec[] = [
      { name: 'depthwise_kernel', shape: [...spread(spec.kernelSize, 2), channels, multiplier], initializer },
      { name: 'pointwise_kernel', shape: [1, 1, channels * multiplier, spec.filters], initializer },
    ];
    if (spec.useBias !== false) arrays.push({ name: 'bias', shape: [spec.filters], initializer: spec.biasInitializer ?? 'zeros' });
    return arrays;
  },

  forward: (x, spec, weights) => forward(x, spec, weights, 'linear'),
  forwardRelu: (x, spec, weights) => forward(x, spec, weights, 'relu'),

  keras(spec, common) {
    const { kernelInitializer, ...shared } = kerasKernelAndBias(spec as unknown as SpecOf<'Conv2D'>);
    return layers.separableConv2d({
      ...common,
      ...shared,
      filters: spec.filters,
      kernelSize: spread(spec.kernelSize, 2),
      strides: spread(spec.strides ?? 1, 2) as [number, number],
      padding: spec.padding ?? 'valid',
      depthMultiplier: spec.depthMultiplier ?? 1,
      depthwiseInitializer: kernelInitializer,
      pointwiseInitializer: kerasInitializer(spec.kernelInitializer ?? 'glorotUniform'),
    });
  },
};
