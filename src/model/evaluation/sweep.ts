/** One pass over many samples without learning, in batches that fit into memory. */
import { type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { product } from '../../data/shape.js';
import type { Learner } from '../training/learner.js';

/** Values in the inputs of one batch, at most (16 MB); 256 samples at most. */
const largestBatch = 2 ** 22;

export function evaluationBatch(sampleSize: number): number {
  return Math.max(1, Math.min(256, Math.floor(largestBatch / sampleSize)));
}

interface Sweep {
  /** Number of samples. */
  count: number;
  /** Writes the network inputs of samples `start` to `end` − 1: [end − start, ...inputShape]. */
  prepare(start: number, end: number, out: Float32Array): void;
  /** A scalar to be averaged over the samples: the mean over rows `start` to `end` − 1, whose logits are given. */
  measure?(logits: Tensor, start: number, end: number): Tensor;
  /** Called between batches, to let others have their turn or to end the sweep by throwing. */
  turn(): Promise<void>;
}

/**
 * @returns `probabilities` row-major [count, classes], and the mean of `measure`, NaN without it
 * @throws PlaygroundError `busy` where the network was replaced between two batches
 */
export async function sweep(
  network: Learner,
  { count, prepare, measure, turn }: Sweep,
): Promise<{ probabilities: Float32Array; mean: number }> {
  const { inputShape, layers } = network.info;
  const sampleSize = product(inputShape);
  const classes = product(layers.at(-1)?.outputShape ?? []);
  const probabilities = new Float32Array(count * classes);
  const batch = Math.min(evaluationBatch(sampleSize), count);
  const buffer = new Float32Array(batch * sampleSize);
  let sum = 0;
  for (let start = 0; start < count; start += batch) {
    const end = Math.min(start + batch, count);
    const inputs = buffer.subarray(0, (end - start) * sampleSize);
    prepare(start, end, inputs);
    const results = tidy(() => {
      const logits = network.logits(tensor(inputs, [end - start, ...inputShape])); // [batch, classes]
      return [network.probabilities(logits), ...(measure ? [measure(logits, start, end)] : [])];
    });
    try {
      const [rows, mean] = await Promise.all(results.map((result) => result.data()));
      network.assertAlive();
      if (rows) probabilities.set(rows as Float32Array, start * classes);
      sum += (mean?.[0] ?? NaN) * (end - start);
    } finally {
      for (const result of results) result.dispose();
    }
    await turn();
    network.assertAlive();
  }
  return { probabilities, mean: sum / count };
}
