/** Seeded inputs for networks, on the plain JavaScript backend: slow and exact. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../../../src/data/random.js';

export const useCpu = () => tf.setBackend('cpu');

/** Evenly spaced numbers from −1 to 1 in a random order: no two are nearly equal, so that a small step changes no maximum. */
export function spacedNumbers(shape: readonly number[], seed: number): Float32Array {
  const size = shape.reduce((product, axis) => product * axis, 1);
  return new Random(seed).shuffle(Float32Array.from({ length: size }, (_, i) => (2 * i + 1) / size - 1));
}

/** [batch, ...shape], between −reach and reach. */
export const spaced = (batch: number, shape: readonly number[], seed = 1, reach = 1): tf.Tensor =>
  tf.tensor(
    spacedNumbers([batch, ...shape], seed).map((value) => value * reach),
    [batch, ...shape],
  );

/** The largest difference between two tensors or lists of numbers. */
export function distance(a: tf.Tensor | ArrayLike<number>, b: tf.Tensor | ArrayLike<number>): number {
  const [left, right] = [a, b].map((side) => (side instanceof tf.Tensor ? side.dataSync() : side)) as [
    ArrayLike<number>,
    ArrayLike<number>,
  ];
  if (left.length !== right.length) throw new RangeError(`${left.length} numbers beside ${right.length}`);
  return Array.from(left).reduce((most, value, i) => Math.max(most, Math.abs(value - right[i]!)), 0);
}
