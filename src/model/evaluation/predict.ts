/** What a network says of single samples. */
import type { Split } from '../../contract/dataset.js';
import type { SplitPredictions } from '../../contract/evaluation.js';
import { PlaygroundError } from '../../contract/playground-error.js';
import { yieldToEvents } from '../../data/breath.js';
import { assertFit } from '../training/fit.js';
import type { Learner, LearningMaterial } from '../training/learner.js';
import { sweep } from './sweep.js';

/**
 * @param inputs [n, ...inputShape] row-major, prepared as the network receives them (scaled, cropped, normalised)
 * @returns n rows of class probabilities
 * @throws PlaygroundError `data-mismatch` where the values do not make whole samples
 */
export async function predict(network: Learner, inputs: Float32Array): Promise<number[][]> {
  const { inputShape } = network.info;
  const sampleSize = inputShape.reduce((a, b) => a * b, 1);
  const count = inputs.length / sampleSize;
  if (!Number.isInteger(count)) {
    throw new PlaygroundError(
      'data-mismatch',
      `The network reads samples of ${inputShape.join('×')} = ${sampleSize} values, and ${inputs.length} values were given.`,
    );
  }
  const { probabilities } = await sweep(network, {
    count,
    prepare: (start, end, out) => out.set(inputs.subarray(start * sampleSize, end * sampleSize)),
    turn: yieldToEvents,
  });
  const classes = probabilities.length / count;
  return Array.from({ length: count }, (_, row) => Array.from(probabilities.subarray(row * classes, (row + 1) * classes)));
}

/** Class probabilities of every sample of a split, in the split's order. */
export async function predictSplit(
  network: Learner,
  dataset: LearningMaterial,
  split: Split,
  turn: () => Promise<void> = yieldToEvents,
): Promise<SplitPredictions> {
  assertFit(network, dataset);
  const indices = dataset[split].slice();
  const { probabilities } = await sweep(network, {
    count: indices.length,
    prepare: (start, end, out) => dataset.prepare(indices.subarray(start, end), out),
    turn,
  });
  return {
    indices,
    labels: indices.map((index) => dataset.labels[index] ?? 0),
    probabilities,
    classes: dataset.info.classNames.length,
  };
}
