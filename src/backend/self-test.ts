/**
 * Does the current backend compute known gradients? Drivers and kernels exist that train on wrong ones while the loss still
 * falls, so a backend is asked before it is trusted: a small network whose answers are known from float64.
 */
import * as tf from '@tensorflow/tfjs-core';
import { patiently } from './patience.js';
import { wordsOf } from './time-limit.js';

export interface SelfTestResult {
  trustworthy: boolean;
  /** What was found, as a sentence. */
  why: string;
}

/** A wrong kernel is off by a tenth and more; the rounding of float32 is far below. */
const TOLERANCE = 5e-3;

/** Repeatable numbers between −1 and 1, the same in every browser to float32. */
const wave = (length: number, frequency: number): Float32Array => Float32Array.from({ length }, (_, i) => Math.sin(frequency * (i + 1)));

/** Input, filters, bias, filters of stride 2, and dense weights. */
export const selfTestInputs = {
  x: { shape: [2, 8, 8, 2], values: wave(256, 1.7) },
  first: { shape: [3, 3, 2, 3], values: wave(54, 2.3) },
  bias: { shape: [3], values: Float32Array.of(-2.5, -0.5, 0.25) }, // most windows of the first channel are all negative
  second: { shape: [2, 2, 3, 4], values: wave(48, 0.9) },
  dense: { shape: [16, 3], values: wave(48, 1.3) },
} satisfies Record<string, { shape: number[]; values: Float32Array }>;

type Name = keyof typeof selfTestInputs;

/** One number for each answer: its sum, weighed with cos(0), cos(1), cos(2), … From float64; the test derives them anew. */
export const knownAnswers: Record<'fused' | 'loss' | Name, number> = {
  fused: -3.807710117,
  loss: 1.197609718,
  x: 2.736052076,
  first: -0.638396283,
  bias: -0.057187197,
  second: -2.699405226,
  dense: -0.279993592,
};

/** conv 3×3 → max-pool over negative values → ELU → conv 2×2, stride 2 → ReLU → dense → softmax cross-entropy, classes 0 and 2. */
function loss(x: tf.Tensor, first: tf.Tensor, bias: tf.Tensor, second: tf.Tensor, dense: tf.Tensor): tf.Scalar {
  const convolved = tf.add(tf.conv2d(x as tf.Tensor4D, first as tf.Tensor4D, 1, 'same'), bias) as tf.Tensor4D; // [2, 8, 8, 3]
  const pooled = tf.elu(tf.maxPool(convolved, 2, 2, 'valid')); // [2, 4, 4, 3]
  const features = tf.relu(tf.conv2d(pooled, second as tf.Tensor4D, 2, 'valid')); // [2, 2, 2, 4]
  const logits = tf.matMul(tf.reshape(features, [2, 16]), dense as tf.Tensor2D); // [2, 3]
  const truth = tf.tensor2d([1, 0, 0, 0, 0, 1], [2, 3]);
  return tf.neg(tf.mean(tf.sum(tf.mul(truth, tf.logSoftmax(logits)), 1)));
}

/**
 * Convolution, bias and ReLU as one kernel, then a product with all three, and on it the softmax that the slope of a loss is made of: what
 * networks run, and on GPUs programs of their own. [24, 3]
 */
function fused(x: tf.Tensor, first: tf.Tensor, bias: tf.Tensor, dense: tf.Tensor): tf.Tensor {
  const relu = { bias, activation: 'relu' } as const;
  const features = tf.fused.conv2d({ x: x as tf.Tensor4D, filter: first as tf.Tensor4D, strides: 1, pad: 'same', ...relu }); // [2, 8, 8, 3]
  const sums = tf.fused.matMul({ a: tf.reshape(features, [24, 16]), b: dense, ...relu });
  return tf.add(sums, tf.softmax(sums));
}

/** What the current backend answers, in the order of `knownAnswers`. */
async function answers(): Promise<number[]> {
  const results = tf.tidy(() => {
    const inputs = Object.values(selfTestInputs).map(({ shape, values }) => tf.tensor(values, shape));
    const [x, first, bias, , dense] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const { value, grads } = tf.valueAndGrads(loss as (...inputs: tf.Tensor[]) => tf.Scalar)(inputs);
    return [fused(x, first, bias, dense), value, ...grads];
  });
  try {
    const numbers = await Promise.all(results.map((result) => result.data<'float32'>()));
    return numbers.map((values) => values.reduce((sum, number, i) => sum + number * Math.cos(i), 0));
  } finally {
    tf.dispose(results);
  }
}

/** What becomes of 1e-4 · 1e-4: in 16 bits zero, as does every small gradient squared. Fewer numbers would be left to the cpu. */
async function smallProduct(): Promise<number> {
  const product = tf.tidy(() => tf.square(tf.fill([16, 16], 1e-4)));
  try {
    return (await product.data<'float32'>())[0] as number;
  } finally {
    product.dispose();
  }
}

/** Asks the current backend; settles within `limit` milliseconds and never rejects. */
export async function selfTest(limit = 15_000): Promise<SelfTestResult> {
  try {
    if (!((await patiently(tf.backend(), limit, 'an answer', smallProduct)) > 0)) {
      return { trustworthy: false, why: 'It computes in 16 bits only, too coarse to train with.' };
    }
    const found = await patiently(tf.backend(), limit, 'an answer', answers);
    for (const [i, [name, known]] of Object.entries(knownAnswers).entries()) {
      const error = Math.abs((found[i] as number) - known) / Math.max(Math.abs(known), 0.1);
      if (error <= TOLERANCE) continue; // NaN goes on
      const what = name === 'loss' ? 'loss' : name === 'fused' ? 'sum with bias and ReLU, or its softmax' : `gradient (${name})`;
      return { trustworthy: false, why: `It computes a wrong ${what}: ${found[i]} instead of ${known}.` };
    }
    return { trustworthy: true, why: 'It reproduces known gradients.' };
  } catch (error) {
    return { trustworthy: false, why: `Its self-test failed: ${wordsOf(error)}.` };
  }
}
