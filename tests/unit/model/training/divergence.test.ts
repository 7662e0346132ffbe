import { expect } from '@open-wc/testing';
import type { TrainOptions } from '../../../../src/contract/training.js';
import { RunControl } from '../../../../src/model/training/run-control.js';
import { train } from '../../../../src/model/training/train.js';
import { useCpu } from './cpu.js';
import { exclusiveOr, hidden, networkOf, outputs, refusal, weightValues, withSplit } from './problems.js';

/** The squared error of a linear answer grows without end when the steps overshoot. */
const wild: TrainOptions = { optimizer: 'sgd', learningRate: 5, batchSize: 10, epochs: 500, loss: 'squared-error' };

describe('a run that diverges', () => {
  before(useCpu);

  it('stops, says so, and keeps the last finite weights', async () => {
    const network = networkOf([{ ...hidden, activation: 'linear', name: 'first' } as typeof hidden, outputs(2)]);
    const end = await train(network, exclusiveOr(50), wild, new RunControl());
    expect(end.reason).to.equal('diverged');
    expect(end.message).to.match(/The loss became (NaN|infinite).* at step \d+/);
    expect(end.message).to.match(/layer "first"/);
    expect(end.message).to.match(/weights of step \d+ again.*smaller learning rate/);
    for (const value of await weightValues(network)) expect(Number.isFinite(value)).to.equal(true);
    network.dispose();
  });

  it('goes back to the weights of the last report', async () => {
    const network = networkOf([outputs(2)]);
    const control = new RunControl();
    // One gentle epoch, then the same data a billion times as large.
    const dataset = exclusiveOr(50);
    let scale = 1;
    const material = {
      ...withSplit(dataset, [...dataset.train]),
      prepareRandomly: (indices: ArrayLike<number>, out: Float32Array) => {
        dataset.prepare(indices, out);
        for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) * scale;
      },
    };
    let atReport: Promise<number[]> | null = null;
    const end = await train(network, material, { ...wild, learningRate: 0.01 }, control, {
      onEpoch: () => {
        if (scale === 1) atReport = weightValues(network);
        scale = 1e20;
      },
    });
    expect(end.reason).to.equal('diverged');
    expect(end.history.length).to.equal(1);
    expect(end.message).to.contain('weights of step 4 again');
    expect(await weightValues(network)).to.deep.equal(await atReport);
    network.dispose();
  });

  it('is noticed in the weights even where every loss was finite', async () => {
    const network = networkOf([{ ...outputs(2), name: 'answer' } as ReturnType<typeof outputs>]);
    const before = await weightValues(network);
    const end = await train(network, exclusiveOr(50), { ...wild, learningRate: 1e39, steps: 1 }, new RunControl());
    expect(end.reason).to.equal('diverged');
    expect(end.message).to.match(/weights of layer "answer" are no longer finite after step 1/);
    expect(end.history).to.deep.equal([]);
    expect(await weightValues(network)).to.deep.equal(before);
    network.dispose();
  });

  it('does not start from weights that are not finite', async () => {
    const network = networkOf([outputs(2)]);
    const weights = await network.weights();
    weights[0]?.values.fill(NaN);
    network.setWeights(weights);
    const error = await refusal(train(network, exclusiveOr(50), wild, new RunControl()));
    expect(error.code).to.equal('network-invalid');
    network.dispose();
  });
});
