/** Chains of dense layers, networks that are none, and pictures for them: what the tests of training without tensors share. */
import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { LayerSpec, NetworkSpec } from '../../../../src/contract/network.js';
import type { TrainOptions } from '../../../../src/contract/training.js';
import { createDataset, type Dataset } from '../../../../src/data/dataset.js';
import type { LearningMaterial } from '../../../../src/model/training/learner.js';
import type { TrainingHooks } from '../../../../src/model/training/progress.js';
import { RunControl } from '../../../../src/model/training/run-control.js';
import { train } from '../../../../src/model/training/train.js';
import { exclusiveOr, hidden, networkOf, outputs, weightValues } from './problems.js';

/** Pictures of 5 by 5 pixels in three classes, seen through a window of 4 by 4. */
export function pictures(count: number): Dataset {
  const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
  const values = Float32Array.from({ length: count * 25 }, (_, p) => Math.sin(1 + p * ((Math.floor(p / 25) % 3) + 1)));
  const raw = { values, shape: [count, 5, 5, 1], labels, classNames: null, bands: null, source: 'test', synthetic: true };
  return createDataset(raw, { split: 0.8, seed: 3, crop: 4 });
}

/** How a run of a new network ends, its weights, and its reports without times. */
export async function runOf(layers: LayerSpec[], options: TrainOptions, dataset: LearningMaterial, hooks: TrainingHooks) {
  const network = networkOf(layers, dataset.info.sampleShape as NetworkSpec['inputShape'] & number[]);
  const { history, reason, message } = await train(network, dataset, options, new RunControl(), hooks);
  const weights = await weightValues(network);
  network.dispose();
  return { reason, message, weights, scores: history.map(({ seconds: _, samplesPerSecond: __, ...scores }) => scores) };
}

/** A run leaves copies that somebody holds of the weights as they are, and learns the same beside them. `hooks` makes those of each run. */
export async function expectCopiesKept(options: TrainOptions, hooks: () => TrainingHooks): Promise<void> {
  const layers = [hidden, outputs(2)];
  const network = networkOf(layers);
  const copies = network.trainable.map((variable) => tf.clone(variable));
  const before = copies.map((copy) => [...copy.dataSync()]);
  await train(network, exclusiveOr(40), options, new RunControl(), hooks());
  const alone = await runOf(layers, options, exclusiveOr(40), hooks());
  expect(copies.map((copy) => [...copy.dataSync()])).to.deep.equal(before);
  expect(await weightValues(network)).to.deep.equal(alone.weights);
  tf.dispose(copies);
  network.dispose();
}

export const dense = (units: number, activation?: 'relu' | 'tanh' | 'sigmoid' | 'linear' | 'softmax', useBias?: boolean): LayerSpec => ({
  type: 'Dense',
  units,
  ...(activation && { activation }),
  ...(useBias === false && { useBias }),
});

export const flatten: LayerSpec = { type: 'Flatten' };

export const chains: Record<string, LayerSpec[]> = {
  'a single layer': [flatten, dense(3, 'softmax')],
  'PHYS 246 in small': [flatten, dense(10, 'tanh'), dense(3, 'sigmoid')],
  'three layers': [flatten, dense(17, 'relu'), dense(9, 'sigmoid'), dense(3)],
  'no biases': [flatten, dense(8, 'tanh', false), dense(3, 'softmax', false)],
  'activations of their own': [
    { type: 'Reshape', targetShape: [2, 8] },
    { type: 'Flatten' },
    dense(12),
    { type: 'Activation', activation: 'relu' },
    dense(3),
    { type: 'Activation', activation: 'softmax' },
  ],
  'a last layer that is no head': [flatten, dense(4, 'sigmoid'), dense(3, 'tanh')],
};

/** For samples of two numbers. */
export const noChains: Record<string, LayerSpec[]> = {
  dropout: [hidden, { type: 'Dropout', rate: 0.3 }, outputs(2)],
  'another activation': [{ ...hidden, activation: 'swish' } as LayerSpec, outputs(2)],
  'a softmax inside': [{ ...hidden, activation: 'softmax' } as LayerSpec, outputs(2)],
  'two activations in a row': [hidden, { type: 'Activation', activation: 'relu' }, outputs(2)],
  'an activation of the input': [{ type: 'Activation', activation: 'tanh' }, outputs(2)],
  'a frozen layer': [{ ...hidden, trainable: false } as LayerSpec, outputs(2)],
  'a layer along the last axis': [{ type: 'Reshape', targetShape: [1, 2] }, hidden, { type: 'Flatten' }, outputs(2)],
};
