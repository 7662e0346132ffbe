/**
 * BatchNormalization (Ioffe & Szegedy 2015, arXiv:1502.03167): each channel gets mean β and deviation γ.
 * While training, mean and variance are the batch's, and moving averages of them are kept for later; a frozen layer uses those.
 */
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { describe } from './describe.js';
import { type LayerKind, type LayerWeights, noProblem, sameShape, type SpecOf, type WeightSpec } from './kind.js';
import { decimal, yesOrNo } from './options.js';

type BatchNormalization = SpecOf<'BatchNormalization'>;

const options = [
  decimal('momentum', 'Momentum', 'How much of the old moving average is kept at each step.', {
    default: 0.99,
    min: 0,
    max: 1,
    step: 0.01,
  }),
  decimal('epsilon', 'Epsilon', 'Added to the variance, so that nothing is divided by zero.', {
    default: 0.001,
    min: 1e-8,
    max: 1,
    step: 0.001,
  }),
  yesOrNo('center', 'Shift', 'Learn the mean of each channel.', true),
  yesOrNo('scale', 'Scale', 'Learn the deviation of each channel.', true),
];

/** m ← momentum · m + (1 − momentum) · (the batch's). */
function track(weights: LayerWeights, name: string, batch: tf.Tensor, momentum: number): void {
  tf.tidy(() => weights.assign(name, tf.add(tf.mul(weights.get(name), momentum), tf.mul(batch, 1 - momentum))));
}

export const batchNormalization: LayerKind<BatchNormalization> = {
  description: describe(
    { type: 'BatchNormalization' },
    { label: 'Batch normalization', description: 'Brings each channel to the same mean and spread, so that deep networks learn faster.' },
    null,
    options,
  ),
  options,
  keepsPlaces: true,
  couplesRows: true, // mean and variance are the batch's
  problem: noProblem,
  outputShape: sameShape,

  weights(spec, input) {
    const shape = input.slice(-1);
    const arrays: WeightSpec[] = [];
    if (spec.scale !== false) arrays.push({ name: 'gamma', shape, initializer: 'ones' });
    if (spec.center !== false) arrays.push({ name: 'beta', shape, initializer: 'zeros' });
    arrays.push({ name: 'moving_mean', shape, initializer: 'zeros', learned: false });
    arrays.push({ name: 'moving_variance', shape, initializer: 'ones', learned: false });
    return arrays;
  },

  forward(x, spec, weights, pass) {
    let mean = weights.get('moving_mean');
    let variance = weights.get('moving_variance');
    if (pass.training && spec.trainable !== false) {
      const everyAxisButTheLast = Array.from({ length: x.rank - 1 }, (_, axis) => axis);
      ({ mean, variance } = tf.moments(x, everyAxisButTheLast));
      track(weights, 'moving_mean', mean, spec.momentum ?? 0.99);
      track(weights, 'moving_variance', variance, spec.momentum ?? 0.99);
    }
    const deviation = tf.sqrt(tf.add(variance, spec.epsilon ?? 0.001));
    const slope = tf.div(weights.find('gamma') ?? 1, deviation);
    const normed = tf.mul(tf.sub(x, mean), slope);
    const shift = weights.find('beta');
    return shift ? tf.add(normed, shift) : normed;
  },

  keras: (spec, common) =>
    layers.batchNormalization({
      ...common,
      momentum: spec.momentum ?? 0.99,
      epsilon: spec.epsilon ?? 0.001,
      center: spec.center ?? true,
      scale: spec.scale ?? true,
    }),
};
