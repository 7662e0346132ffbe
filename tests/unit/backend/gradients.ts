/** What the gradient tests of this folder share: the same gradients on two backends, and central differences. */
import * as tf from '@tensorflow/tfjs-core';
import { prepareBackends } from '../../../src/backend/packages.js';

export type Numbers = { shape: number[]; values: Float32Array };
/** A differentiable function of tensors; its outputs are weighed with fixed random numbers to make a scalar. */
export type Function = (...inputs: tf.Tensor[]) => tf.Tensor;

/** Repeatable numbers between `low` and `high`. */
export function numbers(shape: number[], seed: number, low = -1, high = 1): Numbers {
  let state = seed * 2654435761 + 12345;
  const values = Float32Array.from({ length: shape.reduce((product, length) => product * length, 1) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return low + ((high - low) * state) / 2 ** 32;
  });
  return { shape, values };
}

function weighed(f: Function, inputs: tf.Tensor[]): tf.Scalar {
  const output = f(...inputs);
  return tf.sum(tf.mul(output, tensor(numbers(output.shape, 99, 0.5, 1.5)))) as tf.Scalar;
}

const tensor = ({ values, shape }: Numbers) => tf.tensor(values, shape, 'float32');

/** The function's output and the gradient of its weighed sum for every input, on the given backend. */
export async function gradientsOn(backend: string, f: Function, inputs: Numbers[]): Promise<Float32Array[]> {
  prepareBackends();
  if (!(await tf.setBackend(backend))) throw new Error(`The backend ${backend} did not start.`);
  const results = tf.tidy(() => {
    const tensors = inputs.map(tensor);
    return [f(...tensors), ...tf.grads((...given: tf.Tensor[]) => weighed(f, given))(tensors)];
  });
  const values = await Promise.all(results.map((result) => result.data<'float32'>()));
  tf.dispose(results);
  return values.map((result) => Float32Array.from(result));
}

/** Central differences of the weighed sum on the cpu backend, for up to `count` values of each input. */
export async function centralDifferences(f: Function, inputs: Numbers[], step: number, count = 40): Promise<Map<number, number>[]> {
  prepareBackends();
  await tf.setBackend('cpu');
  const weights = tf.tidy(() => numbers(f(...inputs.map(tensor)).shape, 99, 0.5, 1.5).values);
  // Summed in float64: a float32 sum would drown the difference.
  const sum = (changed: Numbers[]) => {
    const output = tf.tidy(() => f(...changed.map(tensor)).dataSync<'float32'>());
    return output.reduce((total, value, i) => total + value * (weights[i] as number), 0);
  };
  return inputs.map((input, which) => {
    const stride = Math.max(1, Math.floor(input.values.length / count));
    const slopes = new Map<number, number>();
    for (let at = 0; at < input.values.length; at += stride) {
      const shifted = (by: number) =>
        sum(inputs.map((other, i) => (i === which ? { ...other, values: other.values.map((value, j) => (j === at ? value + by : value)) } : other)));
      const up = Math.fround((input.values[at] as number) + step);
      const down = Math.fround((input.values[at] as number) - step);
      slopes.set(at, (shifted(step) - shifted(-step)) / (up - down));
    }
    return slopes;
  });
}

/** The largest difference as a fraction of the largest number: zero for equal, about 1 for wrong. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i] as number, expected[i] as number];
    if (!Number.isFinite(a) || !Number.isFinite(e)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, Math.abs(a - e));
    size = Math.max(size, Math.abs(e));
  }
  return difference === 0 ? 0 : difference / size;
}

/** The largest relative difference between gradients and central differences. */
export function differenceFromSlopes(gradients: Float32Array[], slopes: Map<number, number>[]): number {
  return Math.max(
    ...slopes.map((wanted, which) => {
      const gradient = gradients[which] ?? new Float32Array();
      return relativeDifference(
        [...wanted.keys()].map((at) => gradient[at] ?? Number.NaN),
        [...wanted.values()],
      );
    }),
  );
}
