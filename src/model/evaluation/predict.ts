/** What a network says of single samples. */
import { tensor } from '@tensorflow/tfjs-core';
import type { Split } from '../../contract/dataset.js';
import type { SplitPredictions } from '../../contract/evaluation.js';
import { yieldToEvents } from '../../data/breath.js';
import { product } from '../../data/shape.js';
import { assertFit, assertInputs } from '../fit.js';
import type { Feed } from '../training/feeds/feed.js';
import { HostFeed } from '../training/feeds/host-feed.js';
import type { Learner, LearningMaterial } from '../training/learner.js';
import { splitIndices } from './split-indices.js';
import { sweep } from './sweep.js';

/**
 * @param inputs [n, ...inputShape] row-major, prepared as the network receives them (scaled, cropped, normalised)
 * @param fixedShapes whether the device compiles its programs for each shape anew
 * @returns n rows of class probabilities
 * @throws PlaygroundError `data-mismatch` where the values do not make whole samples, `busy` where the network was replaced meanwhile
 */
export async function predict(network: Learner, inputs: Float32Array, fixedShapes = false): Promise<number[][]> {
  const count = assertInputs(network, inputs);
  const sampleSize = product(network.info.inputShape);
  const { probabilities } = await sweep(network, {
    count,
    fixedShapes,
    inputs: (start, end, rows) => {
      const values = inputs.subarray(start * sampleSize, end * sampleSize);
      const filledUp = rows === end - start ? values : new Float32Array(rows * sampleSize);
      if (filledUp !== values) filledUp.set(values);
      return tensor(filledUp, [rows, ...network.info.inputShape]);
    },
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
  feed: Feed = new HostFeed(dataset),
): Promise<SplitPredictions> {
  assertFit(network, dataset);
  const indices = splitIndices(dataset, split).slice();
  const { probabilities } = await sweep(network, {
    count: indices.length,
    fixedShapes: feed.fixedShapes,
    inputs: (start, end, rows) => feed.centred(indices.subarray(start, end), rows),
    turn,
  });
  return {
    indices,
    labels: indices.map((index) => dataset.labels[index] ?? 0),
    probabilities,
    classes: dataset.info.classNames.length,
  };
}
