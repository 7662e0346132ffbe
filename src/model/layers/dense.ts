/** Dense: every output is a weighted sum of all inputs, y = x W + b. */
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { kerasInitializer } from '../initializers.js';
import type { Shape } from '../../data/shape.js';
import { affineProduct, type Fused } from './affine.js';
import { describe } from './describe.js';
import { type LayerKind, type LayerWeights, noProblem, type SpecOf, type WeightSpec } from './kind.js';
import { required, size, weighted } from './options.js';

const options = [required(size('units', 'Units', 'How many outputs the layer has.', { default: 64, max: 4096 })), ...weighted];

/** The arrays of a kernel and, unless it is left out, a bias: what Dense and the convolutions learn. */
export function kernelAndBias(spec: SpecOf<'Dense' | 'Conv2D'>, kernel: Shape): WeightSpec[] {
  const arrays: WeightSpec[] = [{ name: 'kernel', shape: kernel, initializer: spec.kernelInitializer ?? 'glorotUniform' }];
  if (spec.useBias !== false) arrays.push({ name: 'bias', shape: kernel.slice(-1), initializer: spec.biasInitializer ?? 'zeros' });
  return arrays;
}

/** The options of tfjs-layers that go with them. */
export const kerasKernelAndBias = (spec: SpecOf<'Dense' | 'Conv2D'>) => ({
  activation: spec.activation ?? 'linear',
  useBias: spec.useBias ?? true,
  kernelInitializer: kerasInitializer(spec.kernelInitializer ?? 'glorotUniform'),
  biasInitializer: kerasInitializer(spec.biasInitializer ?? 'zeros'),
});

function forward(x: tf.Tensor, spec: SpecOf<'Dense'>, weights: LayerWeights, activation: Fused): tf.Tensor {
  const kernel = weights.get('kernel') as tf.Tensor2D; // [inputs, units]
  const rows = (x.rank === 2 ? x : tf.reshape(x, [-1, kernel.shape[0]])) as tf.Tensor2D;
  const y = affineProduct({ x: rows, kernel, bias: weights.find('bias'), activation });
  return x.rank === 2 ? y : tf.reshape(y, [...x.shape.slice(0, -1), spec.units]);
}

export const dense: LayerKind<SpecOf<'Dense'>> = {
  description: describe(
    { type: 'Dense', units: 64, activation: 'relu' },
    { label: 'Dense', description: 'Every output is a weighted sum of all inputs, plus a bias.' },
    null,
    options,
  ),
  options,
  problem: noProblem,
  // Keras's rule: an input with several axes is mapped along its last one, with the same weights everywhere else
  outputShape: (spec, input) => [...input.slice(0, -1), spec.units],
  weights: (spec, input) => kernelAndBias(spec, [input.at(-1) ?? 0, spec.units]),

  forward: (x, spec, weights) => forward(x, spec, weights, 'linear'),
  forwardRelu: (x, spec, weights) => forward(x, spec, weights, 'relu'),
  keras: (spec, common) => layers.dense({ ...common, units: spec.units, ...kerasKernelAndBias(spec) }),
};
