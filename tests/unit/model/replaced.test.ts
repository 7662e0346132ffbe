import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { evaluate } from '../../../src/model/evaluation/evaluate.js';
import { predict, predictSplit } from '../../../src/model/evaluation/predict.js';
import { activationsOf, filtersOf } from '../../../src/model/inspection.js';
import type { Network } from '../../../src/model/network.js';
import { computeSaliency } from '../../../src/model/saliency/compute.js';
import { RunControl } from '../../../src/model/training/run-control.js';
import { train } from '../../../src/model/training/train.js';
import { spacedNumbers } from './random-tensors.js';
import { useCpu } from './training/cpu.js';
import { exclusiveOr, hidden, networkOf, outputs, refusal } from './training/problems.js';

const dataset = exclusiveOr(3000); // 600 for testing: three batches
const onePair = Float32Array.of(0.5, -0.5);
const picture = spacedNumbers([6, 6, 1], 1);
const pairs = () => networkOf([hidden, outputs(2)]);
const pictures = () =>
  networkOf([{ type: 'Conv2D', filters: 2, kernelSize: 3, activation: 'relu' }, { type: 'Flatten' }, outputs(2)], [6, 6, 1]);

/** Everything that waits, asked of a network that is replaced meanwhile. */
const questions: [title: string, make: () => Network, ask: (network: Network) => Promise<unknown>][] = [
  ['an evaluation', pairs, (network) => evaluate(network, dataset, 'test')],
  ['predictions of a split', pairs, (network) => predictSplit(network, dataset, 'test')],
  ['a prediction', pairs, (network) => predict(network, onePair)],
  ['a prediction of many', pairs, (network) => predict(network, new Float32Array(2 * 600))],
  ['filters', pairs, (network) => filtersOf(network, 0)],
  ['activations', pairs, (network) => activationsOf(network, 0, onePair)],
  ['a gradient', pairs, (network) => computeSaliency(network, onePair, { method: 'gradient' })],
  ['a gradient of a given target', pairs, (network) => computeSaliency(network, onePair, { method: 'gradient', target: 0 })],
  ['SmoothGrad', pairs, (network) => computeSaliency(network, onePair, { method: 'smoothgrad', target: 1 })],
  ['Grad-CAM', pictures, (network) => computeSaliency(network, picture, { method: 'grad-cam', target: 1 })],
  [
    'a run',
    pairs,
    (network) =>
      train(
        network,
        dataset,
        { optimizer: 'adam', learningRate: 0.01, batchSize: 8, epochs: 50, loss: 'categorical-cross-entropy' },
        new RunControl(),
      ),
  ],
];

describe('a network that is replaced', () => {
  before(useCpu);

  for (const [title, make, ask] of questions) {
    it(`ends ${title} in words, and leaves no tensor behind`, async () => {
      const before = tf.memory().numTensors;
      const network = make();
      const asked = ask(network);
      network.dispose();
      expect(await refusal(asked)).to.include({ code: 'busy', message: 'The network was replaced meanwhile. Ask again.' });
      expect(tf.memory().numTensors).to.equal(before);
    });
  }

  it('between two batches ends what looks at the whole split', async () => {
    for (const ask of [
      (network: Network, turn: () => Promise<void>) => evaluate(network, dataset, 'test', undefined, turn),
      (network: Network, turn: () => Promise<void>) => predictSplit(network, dataset, 'test', turn),
    ]) {
      const network = pairs();
      let turns = 0;
      const asked = ask(network, async () => {
        turns++;
        network.dispose();
      });
      expect((await refusal(asked)).code).to.equal('busy');
      expect(turns).to.equal(1);
    }
  });

  it('in the midst of a run ends the run', async () => {
    const before = tf.memory().numTensors;
    const network = pairs();
    let steps = 0;
    const running = train(
      network,
      dataset,
      { optimizer: 'adam', learningRate: 0.01, batchSize: 1, steps: 1e6, evaluateEvery: 1e6, loss: 'categorical-cross-entropy' },
      new RunControl(),
      {
        onStep: () => {
          steps++;
          network.dispose();
        },
      },
    );
    expect((await refusal(running)).code).to.equal('busy');
    expect(steps).to.equal(1);
    expect(tf.memory().numTensors).to.equal(before);
  });

  it('says that it is gone, however often it is disposed of', async () => {
    const network = pairs();
    expect(network.disposed).to.equal(false);
    network.dispose();
    network.dispose();
    expect(network.disposed).to.equal(true);
    for (const ask of [
      () => network.weights(),
      async () => network.setWeights([]),
      () => filtersOf(network, 0),
      () => predict(network, onePair),
    ]) {
      expect((await refusal(ask())).code).to.equal('busy');
    }
  });
});
