/** What a network says of single samples. */
import type { Split } from '../../contract/dataset.js';
import type { SplitPredictions } from '../../contract/evaluation.js';
import { yieldToEvents } from '../../data/breath.js';
import { product } from '../../data/shape.js';
import { assertFit, assertInputs } from '../fit.js';
import type { Learner, LearningMaterial } from '../training/learner.js';
import { splitIndices } from './split-indices.js';
import { sweep } from './sweep.js';

/**
 * @param inputs [n, ...inputShape] row-major, prepared as the network receives them (scaled, cropped, normalised)
 * @returns n rows of class probabilities
 * @throws PlaygroundError `data-mismatch` where the values do not make whole samples, `busy` where the network was replaced meanwhile
 */
export async function predict(network: Learner, inputs: Float32Array): Promise<number[][]> {
  const count = assertInputs(network, inputs);
  const sampleSize = product(network.info.inputShape);
  const { probabilities } = await sweep(network, {
    count,
    prepare: (start, end, out) => out.set(inputs.subarray(start * sampleSize, end * sampleSize)),
    turn: yieldToEvents,
  });
  const classes = probabilities.length / count;
  return Array.from({ length: count }, (_, row) => Array.from(probabilities.subarray(row * classes, (row + 1) * classes)));
}

/**
 * Class probabilities of every sample of a split, in the split's order.
 * @throws PlaygroundError as `evaluate` does
 */
export async function predictSplit(
  network: Learner,
  dataset: LearningMaterial,
  split: Split,
  turn: () => Promise<void> = yieldToEvents,
): Promise<SplitPredictions> {
  assertFit(network, dataset);
  const indices = splitIndices(dataset, split).slice();
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
