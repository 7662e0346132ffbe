import { expect } from '@open-wc/testing';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { onePassUpdate } from '../../../../src/backend/one-pass.js';
import { prepareBackends } from '../../../../src/backend/packages.js';
import type { LossName, OptimizerName, TrainOptions } from '../../../../src/contract/training.js';
import type { OnePassUpdate } from '../../../../src/model/training/optimizers/one-pass.js';
import { RunControl } from '../../../../src/model/training/run-control.js';
import { train } from '../../../../src/model/training/train.js';
import { exclusiveOr, hidden, networkOf, outputs, weightValues } from './problems.js';

const dropout = { type: 'Dropout', rate: 0.2 } as const;

async function run(backend: 'cpu' | 'wasm', layers: Parameters<typeof networkOf>[0], options: TrainOptions, onePass?: OnePassUpdate) {
  if (!(await setBackend(backend))) throw new Error(`${backend} did not start`);
  const before = memory().numTensors;
  const network = networkOf(layers);
  const { history } = await train(network, exclusiveOr(64), options, new RunControl(), { onePass });
  const weights = await weightValues(network);
  network.dispose();
  expect(memory().numTensors, 'tensors left').to.equal(before);
  return { weights, scores: history.map(({ seconds: _, samplesPerSecond: __, ...scores }) => scores) };
}

/** The backend's update, counting how often it has made one. */
function watchedUpdate(calls: { done: number }): OnePassUpdate {
  return (...given) => {
    const done = onePassUpdate(...given);
    calls.done += Number(done);
    return done;
  };
}

describe('training on WASM', () => {
  before(() => prepareBackends());

  for (const [optimizer, learningRate] of Object.entries({ sgd: 0.1, momentum: 0.05, 'ema-momentum': 0.3, adam: 0.01 })) {
    it(`with ${optimizer} is the same run to the bit for the same seed, and close to the run on cpu`, async () => {
      const options: TrainOptions = {
        optimizer: optimizer as OptimizerName,
        learningRate,
        batchSize: 10,
        epochs: 3,
        loss: 'categorical-cross-entropy',
        seed: 5,
      };
      const layers = [hidden, dropout, outputs(2)];
      const first = await run('wasm', layers, options);
      expect(await run('wasm', layers, options)).to.deep.equal(first);
      const onCpu = await run('cpu', layers, options);
      for (const [i, weight] of first.weights.entries()) expect(weight).to.be.closeTo(onCpu.weights[i] ?? NaN, 2e-5);

      const calls = { done: 0 };
      const watched = watchedUpdate(calls);
      const inOnePass = await run('wasm', layers, options, watched);
      expect(calls.done, 'updates made by the backend').to.be.above(0);
      expect(await run('wasm', layers, options, watched)).to.deep.equal(inOnePass);
      for (const [i, weight] of inOnePass.weights.entries()) expect(weight).to.be.closeTo(first.weights[i] ?? NaN, 2e-6);
    });
  }

  for (const head of ['linear', 'softmax', 'sigmoid'] as const) {
    for (const loss of ['categorical-cross-entropy', 'binary-cross-entropy', 'squared-error', 'mean-squared-error'] as LossName[]) {
      it(`follows ${loss} on a ${head} head as cpu does`, async () => {
        const options: TrainOptions = { optimizer: 'sgd', learningRate: 0.05, batchSize: 16, steps: 5, loss };
        const [wasm, cpu] = [await run('wasm', [hidden, outputs(2, head)], options), await run('cpu', [hidden, outputs(2, head)], options)];
        for (const [i, weight] of wasm.weights.entries()) expect(weight).to.be.closeTo(cpu.weights[i] ?? NaN, 1e-5);
        expect(wasm.scores[0]?.testLoss).to.be.closeTo(cpu.scores[0]?.testLoss ?? NaN, 1e-5);
      });
    }
  }
});
