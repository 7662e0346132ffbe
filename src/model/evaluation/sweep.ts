/** One pass over many samples without learning, in batches that fit into memory. */
import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { NetworkInfo } from '../../contract/network.js';
import { product } from '../../data/shape.js';
import type { Learner } from '../training/learner.js';

/** Values in the inputs of one batch, or in what a layer makes of them, at most (16 MB); 256 samples at most. */
const largestBatch = 2 ** 22;

/** Samples of a batch: a pass keeps every layer's output to its end, and a convolution's may be many times as large as its input. */
export function evaluationBatch({ inputShape, layers }: Pick<NetworkInfo, 'inputShape' | 'layers'>): number {
  const sizes = [inputShape, ...layers.map(({ outputShape }) => outputShape)].map(product);
  return Math.max(1, Math.min(256, Math.floor(largestBatch / Math.max(...sizes))));
}

interface Sweep {
  /** Number of samples. */
  count: number;
  /** Batches should have the same number of rows as far as can be: see `Feed`. */
  fixedShapes: boolean;
  /** The network inputs of samples `start` to `end` − 1, and rows that do not matter up to `rows`: [rows, ...inputShape]. */
  inputs(start: number, end: number, rows: number): Tensor;
  /** A scalar to be averaged over the samples: the mean over samples `start` to `end` − 1, whose logits come first: [rows, classes]. */
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
  { count, fixedShapes, inputs, measure, turn }: Sweep,
): Promise<{ probabilities: Float32Array; mean: number }> {
  const classes = product(network.info.layers.at(-1)?.outputShape ?? []);
  const probabilities = new Float32Array(count * classes);
  const batch = Math.min(evaluationBatch(network.info), count);
  let sum = 0;
  for (let start = 0; start < count; start += batch) {
    const end = Math.min(start + batch, count);
    const rows = fixedShapes ? powerOfTwo(batch) : end - start;
    const results = tidy(() => {
      const logits = network.logits(inputs(start, end, rows)); // [rows, classes]
      return [network.probabilities(logits), ...(measure ? [measure(logits, start, end)] : [])];
    });
    try {
      const [answers, mean] = await Promise.all(results.map((result) => result.data<'float32'>()));
      network.assertAlive();
      if (answers) probabilities.set(answers.subarray(0, (end - start) * classes), start * classes);
      sum += (mean?.[0] ?? NaN) * (end - start);
    } finally {
      dispose(results);
    }
    await turn();
    network.assertAlive();
  }
  return { probabilities, mean: sum / count };
}

/** The least power of two that is not below n: a handful of shapes for batches of any size. */
const powerOfTwo = (n: number): number => 2 ** Math.ceil(Math.log2(n));
