/** The functions that make a network more than one affine map. */
import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from '../contract/network.js';

type Transform = (x: tf.Tensor) => tf.Tensor;

/** Each keeps the shape of its input; softmax works along the last axis. Definitions are Keras's. */
export const activations: Readonly<Record<Activation, Transform>> = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  elu: (x) => tf.elu(x),
  selu: (x) => tf.selu(x),
  sigmoid: (x) => tf.sigmoid(x),
  hardSigmoid: (x) => tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1),
  tanh: (x) => tf.tanh(x),
  softplus: (x) => tf.softplus(x),
  softsign: (x) => tf.div(x, tf.add(tf.abs(x), 1)),
  softmax: (x) => tf.softmax(x),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  // x·Φ(x), Φ the cumulative distribution of the standard normal (Hendrycks & Gimpel 2016, arXiv:1606.08415)
  gelu: (x) => tf.mul(x, tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5)),
};

export const activationNames = Object.keys(activations) as readonly Activation[];
