import { expect } from '@open-wc/testing';
import type { OptimizerName, TrainOptions } from '../../../../src/contract/training.js';
import { RunControl } from '../../../../src/model/training/run-control.js';
import { train } from '../../../../src/model/training/train.js';
import { useCpu } from './cpu.js';
import { datasetOf, exclusiveOr, hidden, networkOf, outputs, weightValues } from './problems.js';

const base: TrainOptions = { optimizer: 'adam', learningRate: 0.02, batchSize: 16, epochs: 2, loss: 'categorical-cross-entropy' };

describe('training', () => {
  before(useCpu);

  const rates: Record<OptimizerName, number> = { sgd: 0.5, momentum: 0.05, 'ema-momentum': 0.5, adam: 0.02 };
  for (const [optimizer, learningRate] of Object.entries(rates) as [OptimizerName, number][]) {
    it(`learns exclusive or with ${optimizer}`, async () => {
      const network = networkOf([hidden, outputs(2)]);
      const end = await train(network, exclusiveOr(200), { ...base, optimizer, learningRate, epochs: 20 }, new RunControl());
      expect(end.reason).to.equal('finished');
      expect(end.history[0]?.trainAccuracy).to.be.below(0.95);
      expect(end.history.at(-1)?.testAccuracy).to.be.above(0.97);
      expect(end.history.at(-1)?.testLoss).to.be.below(0.15);
      network.dispose();
    });
  }

  for (const [loss, head] of [
    ['binary-cross-entropy', 'sigmoid'],
    ['squared-error', 'sigmoid'],
    ['mean-squared-error', 'softmax'],
    ['categorical-cross-entropy', 'softmax'],
  ] as const) {
    it(`learns exclusive or with ${loss} on a ${head} head`, async () => {
      const network = networkOf([hidden, outputs(2, head)]);
      const end = await train(network, exclusiveOr(200), { ...base, loss, epochs: 20 }, new RunControl());
      expect(end.history.at(-1)?.testAccuracy).to.be.above(0.97);
      network.dispose();
    });
  }

  it('with dropout is the same run to the bit for the same seed, and another one for another', async () => {
    const run = async (seed: number) => {
      const network = networkOf([hidden, { type: 'Dropout', rate: 0.3 }, outputs(2)]);
      const { history } = await train(network, exclusiveOr(60), { ...base, seed }, new RunControl());
      const weights = await weightValues(network);
      network.dispose();
      return { weights, scores: history.map(({ seconds: _, samplesPerSecond: __, ...scores }) => scores) };
    };
    const [first, again, other] = [await run(7), await run(7), await run(8)];
    expect(again).to.deep.equal(first);
    expect(other.weights).not.to.deep.equal(first.weights);
  });

  it('counts the last, smaller batch with its own size', async () => {
    // Two weights, no bias, both zero: p = (½, ½) for every sample, so the gradient of a batch is (½ − t)·x averaged over it.
    const dataset = datasetOf([[2], [2], [2], [2]], [0, 0, 0, 1], 3);
    const same = [...dataset.train].every((i) => dataset.labels[i] === 0);
    const network = networkOf([{ type: 'Dense', units: 2, useBias: false, kernelInitializer: 'zeros' }], [1]);
    const options: TrainOptions = { ...base, optimizer: 'sgd', learningRate: 0.1, batchSize: 2, epochs: 1 };
    const end = await train(network, dataset, options, new RunControl());
    // By hand: three samples x = 2, of which `ones` are of class 1.
    const softmax = (w: number) => 1 / (1 + Math.exp(-2 * w * 2)); // weights are (w, −w)
    if (same) {
      const w1 = 0.1 * (1 - 0.5) * 2;
      const w2 = w1 + 0.1 * (1 - softmax(w1)) * 2;
      const weights = await weightValues(network);
      expect(weights[0]).to.be.closeTo(w2, 1e-6);
      expect(weights[1]).to.be.closeTo(-w2, 1e-6);
      expect(end.history[0]?.trainLoss).to.be.closeTo((2 * Math.LN2 - Math.log(softmax(w1))) / 3, 1e-6);
    }
    expect(same, 'the three training samples are alike').to.equal(true);
    network.dispose();
  });
});
