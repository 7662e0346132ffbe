import { expect } from '@open-wc/testing';
import type { LayerSpec } from '../../../../src/contract/network.js';
import type { OptimizerName, TrainOptions } from '../../../../src/contract/training.js';
import { RunControl } from '../../../../src/model/training/run-control.js';
import { train } from '../../../../src/model/training/train.js';
import { useCpu } from './cpu.js';
import { datasetOf, exclusiveOr, hidden, networkOf, outputs, refusal, weightValues, withSplit } from './problems.js';

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

  it('is the same run whatever the network was used for before', async () => {
    const network = networkOf([hidden, { type: 'Dropout', rate: 0.3 }, outputs(2)]);
    const fresh = await network.weights();
    await train(network, exclusiveOr(60), base, new RunControl());
    const first = await weightValues(network);
    network.setWeights(fresh);
    await train(network, exclusiveOr(60), base, new RunControl());
    expect(await weightValues(network)).to.deep.equal(first);
    network.dispose();
  });

  it('counts the last, smaller batch with its own size', async () => {
    // Three samples x = 2 of class 0 and weights (w, −w) from zero: p₀ = σ(2wx), and the gradient of any batch is −(1 − p₀)·x.
    const dataset = withSplit(datasetOf([[2], [2], [2], [2], [2]], [0, 0, 0, 1, 1], 3), [0, 1, 2]);
    const network = networkOf([{ type: 'Dense', units: 2, useBias: false, kernelInitializer: 'zeros' }], [1]);
    const end = await train(network, dataset, { ...base, optimizer: 'sgd', learningRate: 0.1, batchSize: 2, epochs: 1 }, new RunControl());
    const p = (w: number) => 1 / (1 + Math.exp(-4 * w));
    const first = 0.1 * (1 - p(0)) * 2; // after the batch of two
    const second = first + 0.1 * (1 - p(first)) * 2; // after the batch of one
    const [w0 = NaN, w1 = NaN] = await weightValues(network);
    expect(w0).to.be.closeTo(second, 1e-6);
    expect(w1).to.be.closeTo(-second, 1e-6);
    expect(end.history[0]?.trainLoss).to.be.closeTo((2 * Math.LN2 - Math.log(p(first))) / 3, 1e-6);
    // A tie counts for the first class, so all three are right.
    expect(end.history[0]?.trainAccuracy).to.equal(1);
    network.dispose();
  });

  it('uses the targets it is given', async () => {
    const dataset = withSplit(datasetOf([[1], [1], [1]], [0, 1, 1], 2), [0]);
    const network = networkOf([{ type: 'Dense', units: 2, useBias: false, kernelInitializer: 'zeros' }], [1]);
    const options: TrainOptions = {
      ...base,
      optimizer: 'sgd',
      learningRate: 0.25,
      loss: 'squared-error',
      epochs: 1,
      targets: [0.01, 0.99],
    };
    await train(network, dataset, options, new RunControl());
    const [on = NaN, off = NaN] = await weightValues(network); // −η·2(0 − t)
    expect(on).to.be.closeTo(0.5 * 0.99, 1e-7);
    expect(off).to.be.closeTo(0.5 * 0.01, 1e-7);
    network.dispose();
  });

  it('sees every sample once an epoch, in another order each time', async () => {
    const dataset = exclusiveOr(40);
    const seen: number[] = [];
    const watched = {
      ...withSplit(dataset, [...dataset.train]),
      prepareRandomly: (indices: ArrayLike<number>, out: Float32Array) => {
        seen.push(...Array.from(indices));
        dataset.prepare(indices, out);
      },
    };
    const network = networkOf([outputs(2)]);
    await train(network, watched, { ...base, batchSize: 5, epochs: 2 }, new RunControl());
    const [first, second] = [seen.slice(0, 32), seen.slice(32)];
    for (const epoch of [first, second]) expect(epoch).to.have.members([...dataset.train]);
    expect(first).not.to.deep.equal(second);
    expect([...watched.train], 'the dataset keeps its own order').to.deep.equal([...dataset.train]);
    network.dispose();
  });

  it('leaves frozen layers as they are, to the bit', async () => {
    const network = networkOf([{ ...hidden, name: 'backbone', trainable: false }, outputs(2)]);
    const before = await network.weights();
    await train(network, exclusiveOr(60), base, new RunControl());
    const after = await network.weights();
    for (const [i, { layer, values }] of before.entries()) {
      if (layer === 'backbone') expect(after[i]?.values).to.deep.equal(values);
      else expect(after[i]?.values).not.to.deep.equal(values);
    }
    network.dispose();
  });

  describe('reports', () => {
    const reports = async (options: Partial<TrainOptions>, tested = true) => {
      const network = networkOf([outputs(2)]);
      const dataset = exclusiveOr(50); // 40 to train, 10 to test
      const material = withSplit(dataset, [...dataset.train], tested ? [...dataset.test] : []);
      const told: number[] = [];
      const { history } = await train(network, material, { ...base, batchSize: 16, ...options }, new RunControl(), {
        onEpoch: ({ step }) => told.push(step),
      });
      network.dispose();
      expect(told).to.deep.equal(history.map(({ step }) => step));
      return history;
    };
    const places = (history: { epoch: number; step: number }[]) => history.map(({ epoch, step }) => [epoch, step]);

    it('come once an epoch', async () => {
      expect(places(await reports({ epochs: 2 }))).to.deep.equal([
        [1, 3],
        [2, 6],
      ]);
    });
    it('come every so many steps, and at the end', async () => {
      expect(places(await reports({ epochs: 2, evaluateEvery: 4 }))).to.deep.equal([
        [2, 4],
        [2, 6],
      ]);
    });
    it('end with whichever of epochs and steps is first', async () => {
      expect(places(await reports({ epochs: 2, steps: 4 }))).to.deep.equal([
        [1, 3],
        [2, 4],
      ]);
      expect(places(await reports({ epochs: 1, steps: 400 }))).to.deep.equal([[1, 3]]);
      expect(places(await reports({ epochs: undefined, steps: 1 }))).to.deep.equal([[1, 1]]);
    });
    it('hold NaN for a test set that is not there', async () => {
      const [report] = await reports({ epochs: 1 }, false);
      expect(report?.testLoss).to.be.NaN;
      expect(report?.testAccuracy).to.be.NaN;
      expect(report?.trainLoss).to.be.above(0);
      expect(report?.samplesPerSecond).to.be.above(0);
    });
    it('average the training loss over the samples since the last one', async () => {
      // A learning rate too small to change a float: every batch is scored by the same weights, whatever its size.
      const history = await reports({ optimizer: 'sgd', learningRate: 1e-30, epochs: 2, evaluateEvery: 3 });
      expect(history[1]?.trainLoss).to.be.closeTo(history[0]?.trainLoss ?? NaN, 1e-6);
      expect(history[1]?.trainAccuracy).to.equal(history[0]?.trainAccuracy);
    });
  });

  describe('refuses', () => {
    const cases: [string, Partial<TrainOptions> | undefined, RegExp][] = [
      ['a batch of nothing', { batchSize: 0 }, /batch size/],
      ['half a batch', { batchSize: 1.5 }, /batch size/],
      ['a learning rate that is no number', { learningRate: NaN }, /learning rate/],
      ['a negative learning rate', { learningRate: -1 }, /learning rate/],
      ['a momentum of one', { momentum: 1 }, /momentum/],
      ['an unknown optimizer', { optimizer: 'lion' as never }, /"lion".*adam/],
      ['an unknown loss', { loss: 'hinge' as never }, /"hinge".*squared-error/],
      ['neither epochs nor steps', { epochs: undefined }, /epochs or of steps/],
      ['no epochs', { epochs: 0 }, /epochs/],
      ['targets that are no numbers', { targets: [0, NaN] }, /targets/],
      ['no options', undefined, /needs options: \{ optimizer, learningRate/],
      ['a word for options', 'adam' as never, /needs options/],
      ['a learning rate in words', { learningRate: '0.1' as never }, /learning rate.*"0\.1"/],
      ['null for a momentum', { momentum: null as never }, /momentum.*null/],
      ['null for epochs', { epochs: null as never }, /epochs.*null/],
      ['one target', { targets: [1] as never }, /targets.*\[1\]/],
      ['a word for targets', { targets: 'ab' as never }, /targets.*"ab"/],
      ['a word for augment', { augment: 'false' as never }, /Augment.*"false"/],
      ['no optimizer', { optimizer: undefined }, /optimizer undefined\. Choose one of sgd/],
      ['no loss', { loss: undefined }, /loss undefined\. Choose one of categorical/],
      ['to evaluate every zero steps', { evaluateEvery: 0 }, /evaluations/],
    ];
    for (const [title, options, words] of cases) {
      it(title, async () => {
        const network = networkOf([outputs(2)]);
        const before = await weightValues(network);
        const error = await refusal(
          train(network, exclusiveOr(20), typeof options === 'object' ? { ...base, ...options } : (options as never), new RunControl()),
        );
        expect(error.code).to.equal('data-mismatch');
        expect(error.message).to.match(words);
        expect(await weightValues(network)).to.deep.equal(before);
        network.dispose();
      });
    }

    it('a network with other outputs than there are classes', async () => {
      const network = networkOf([outputs(3)]);
      const error = await refusal(train(network, exclusiveOr(20), base, new RunControl()));
      expect(error).to.include({ code: 'data-mismatch' });
      expect(error.message).to.match(/3 numbers.*2 classes/);
      network.dispose();
    });

    it('a network for other samples', async () => {
      const network = networkOf([outputs(2)], [5]);
      const error = await refusal(train(network, exclusiveOr(20), base, new RunControl()));
      expect(error.code).to.equal('data-mismatch');
      network.dispose();
    });

    it('a network with nothing to train', async () => {
      const network = networkOf([{ ...outputs(2), trainable: false } as LayerSpec]);
      const error = await refusal(train(network, exclusiveOr(20), base, new RunControl()));
      expect(error.code).to.equal('network-invalid');
      network.dispose();
    });

    it('a dataset with nothing to train on', async () => {
      const network = networkOf([outputs(2)]);
      const error = await refusal(train(network, withSplit(exclusiveOr(20), [], [1]), base, new RunControl()));
      expect(error.code).to.equal('data-mismatch');
      network.dispose();
    });
  });
});
