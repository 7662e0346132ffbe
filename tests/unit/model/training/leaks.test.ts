import { expect } from '@open-wc/testing';
import { clone, customGrad, keep, memory, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { OptimizerName, TrainOptions } from '../../../../src/contract/training.js';
import { predict, predictSplit } from '../../../../src/model/evaluation/predict.js';
import type { Network } from '../../../../src/model/network.js';
import type { Learner } from '../../../../src/model/training/learner.js';
import { RunControl } from '../../../../src/model/training/run-control.js';
import { train } from '../../../../src/model/training/train.js';
import { useCpu } from './cpu.js';
import { exclusiveOr, hidden, networkOf, outputs } from './problems.js';

const options: TrainOptions = { optimizer: 'adam', learningRate: 0.01, batchSize: 8, steps: 4, loss: 'categorical-cross-entropy' };
const optimizers: OptimizerName[] = ['sgd', 'momentum', 'ema-momentum', 'adam'];
const layers = [hidden, { type: 'Dropout', rate: 0.3 } as const, { type: 'BatchNormalization' } as const, outputs(2)];

/** `network` with something else in place of its forward pass. */
function withLogits(network: Network, logits: Learner['logits']): Learner {
  return {
    info: network.info,
    layers: network.layers,
    head: network.head,
    rowsApart: network.rowsApart,
    readsRows: network.readsRows,
    trainable: network.trainable,
    assertAlive: () => network.assertAlive(),
    logits,
    outputs: (given) => network.outputs(given),
    probabilities: (given) => network.probabilities(given),
    reseed: (random) => network.reseed(random),
    weights: () => network.weights(),
    setWeights: (weights) => network.setWeights(weights),
  };
}

/** Tensors left over by 50 rounds of build, train, dispose. */
async function leftOver(asLearner: (network: Network) => Learner): Promise<number> {
  const before = memory().numTensors;
  for (let round = 0; round < 50; round++) {
    const network = networkOf(layers);
    const optimizer = optimizers[round % optimizers.length] ?? 'sgd';
    await train(asLearner(network), exclusiveOr(30), { ...options, optimizer }, new RunControl());
    network.dispose();
  }
  return memory().numTensors - before;
}

describe('tensors', () => {
  before(useCpu);

  it('are all gone after 50 × build, train, dispose', async () => {
    expect(await leftOver((network) => network)).to.equal(0);
  });

  it('planted as a leak are caught by the same count', async () => {
    const leaky = (network: Network): Learner =>
      withLogits(network, (x, mode) => {
        if (mode?.training) keep(clone(x));
        return network.logits(x, mode);
      });
    expect(await leftOver(leaky)).to.equal(50 * 4); // one a step
  });

  it('are all gone after a run was stopped, has diverged or has failed', async () => {
    const network = networkOf(layers);
    const before = memory().numTensors;

    const control = new RunControl();
    const stopped = await train(network, exclusiveOr(30), { ...options, steps: 1e6 }, control, { onStep: () => control.stop() });
    expect(stopped.reason).to.equal('stopped');
    expect(memory().numTensors).to.equal(before);

    const steep: TrainOptions = { ...options, optimizer: 'sgd', learningRate: 1e30, loss: 'squared-error', steps: 100 };
    expect((await train(network, exclusiveOr(30), steep, new RunControl())).reason).to.equal('diverged');
    expect(memory().numTensors).to.equal(before);

    const failing = train(network, exclusiveOr(30), options, new RunControl(), {
      onEpoch: () => {
        throw new Error('a listener fell over');
      },
    });
    expect(await failing.catch((error: Error) => error.message)).to.equal('a listener fell over');
    expect(memory().numTensors).to.equal(before);

    let calls = 0;
    const broken = withLogits(network, (x, mode) => {
      if (++calls === 3) throw new Error('the device fell over');
      return network.logits(x, mode);
    });
    const failed = train(broken, exclusiveOr(30), options, new RunControl());
    expect(await failed.catch((error: Error) => error.message)).to.equal('the device fell over');
    expect(memory().numTensors).to.equal(before);
    network.dispose();
  });

  for (const way of ['forward', 'back'] as const) {
    it(`are all gone after a run in which memory ended on the way ${way}`, async () => {
      const network = networkOf(layers);
      const before = memory();
      const ended = (): never => {
        throw new Error('no more memory');
      };
      const narrow = customGrad((x) => (way === 'forward' ? ended() : { value: clone(x as Tensor), gradFunc: ended }));
      const failed = train(
        withLogits(network, (x, mode) => narrow(network.logits(x, mode)) as Tensor2D),
        exclusiveOr(30),
        options,
        new RunControl(),
      );
      expect(await failed.catch((error: Error) => error.message)).to.equal('no more memory');
      expect(memory()).to.include({ numTensors: before.numTensors, numBytes: before.numBytes });
      await train(network, exclusiveOr(30), options, new RunControl()); // goes on as if nothing had been
      expect(memory().numTensors).to.equal(before.numTensors);
      network.dispose();
    });
  }

  it('are all gone after predictions', async () => {
    const network = networkOf(layers);
    const before = memory().numTensors;
    await predictSplit(network, exclusiveOr(30), 'test');
    await predict(network, new Float32Array(8));
    expect(memory().numTensors).to.equal(before);
    network.dispose();
  });
});
