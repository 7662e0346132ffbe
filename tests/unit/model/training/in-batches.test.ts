import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { openDenseBatches } from '../../../../src/backend/dense-batches.js';
import { onePassUpdate } from '../../../../src/backend/one-pass.js';
import { sampleStore } from '../../../../src/backend/samples/store.js';
import type { LayerSpec } from '../../../../src/contract/network.js';
import type { LossName, OptimizerName, TrainOptions } from '../../../../src/contract/training.js';
import { createDataset } from '../../../../src/data/dataset.js';
import type { OpenDenseBatches } from '../../../../src/model/training/in-batches/dense-batches.js';
import type { LearningMaterial } from '../../../../src/model/training/learner.js';
import type { TrainingHooks } from '../../../../src/model/training/progress.js';
import { RunControl } from '../../../../src/model/training/run-control.js';
import { train } from '../../../../src/model/training/train.js';
import { until } from '../../../waiting.js';
import { relativeDifference } from '../../backend/gradients.js';
import { leftBy, nothing, simdBuilds, spoilFreeMemory, useBuild, wasm } from '../../backend/simd/builds.js';
import { noisePictures } from '../../data/pictures.js';
import { chains, dense, expectCopiesKept, flatten, noChains, pictures, runOf } from './chains.js';
import { useCpu } from './cpu.js';
import { exclusiveOr, hidden, networkOf, outputs, weightValues } from './problems.js';

/** Of 40 pictures batches of 16 leave one of 8. */
const options: TrainOptions = {
  optimizer: 'momentum',
  learningRate: 0.02,
  batchSize: 16,
  steps: 20,
  loss: 'categorical-cross-entropy',
  seed: 5,
  augment: true,
};
const rates: Record<OptimizerName, number> = { sgd: 0.05, momentum: 0.02, 'ema-momentum': 0.2, adam: 0.005 };
const optimizers = Object.keys(rates) as OptimizerName[];

/** Opens chains and counts them. */
function watched(): { opened: number; denseBatches: OpenDenseBatches } {
  const watch = {
    opened: 0,
    denseBatches: (...given: Parameters<OpenDenseBatches>) => {
      const chain = openDenseBatches(...given);
      watch.opened += Number(chain !== null);
      return chain;
    },
  };
  return watch;
}

const run = (layers: LayerSpec[], given: Partial<TrainOptions>, dataset: LearningMaterial, hooks: TrainingHooks) =>
  runOf(layers, { ...options, ...given }, dataset, hooks);

type Ended = Awaited<ReturnType<typeof run>>;

function expectSame(fast: Ended, ordinary: Ended): void {
  expect(fast.reason).to.equal('finished');
  expect(relativeDifference(fast.weights, ordinary.weights)).to.be.below(3e-6);
  expect(fast.scores.length).to.equal(ordinary.scores.length);
  for (const [i, { trainLoss, testLoss, ...counted }] of fast.scores.entries()) {
    const { trainLoss: wantedTrain, testLoss: wantedTest, ...wanted } = ordinary.scores[i] as Ended['scores'][number];
    expect(counted).to.deep.equal(wanted);
    expect(relativeDifference([trainLoss, testLoss], [wantedTrain, wantedTest])).to.be.below(2e-6);
  }
}

describe('batches through dense layers', () => {
  for (const build of simdBuilds) {
    describe(`${build} build`, () => {
      before(() => useBuild(build));

      for (const optimizer of optimizers) {
        for (const [name, layers] of Object.entries(chains)) {
          it(`train ${name} with ${optimizer} as the ordinary path does, and the same to the bit again`, async () => {
            const given = { optimizer, learningRate: rates[optimizer], evaluateEvery: 7 };
            const ordinary = await run(layers, given, pictures(50), { onePass: onePassUpdate });
            const watch = watched();
            spoilFreeMemory();
            const fast = await run(layers, given, pictures(50), watch);
            expect(watch.opened).to.equal(1);
            expect(fast.scores.map(({ step }) => step)).to.deep.equal([7, 14, 20]);
            expectSame(fast, ordinary);
            spoilFreeMemory();
            expect(await run(layers, given, pictures(50), watch)).to.deep.equal(fast);
          });
        }
      }

      for (const head of ['linear', 'softmax', 'sigmoid'] as const) {
        for (const loss of [
          'categorical-cross-entropy',
          'binary-cross-entropy',
          'squared-error',
          'mean-squared-error',
        ] as const satisfies LossName[]) {
          it(`follow ${loss} on a ${head} head`, async () => {
            const given = { loss, targets: [0.1, 0.8] as const };
            const layers = [flatten, hidden, outputs(3, head)];
            expectSame(await run(layers, given, pictures(50), watched()), await run(layers, given, pictures(50), {}));
          });
        }
      }

      it('leave nothing behind, also where a step fails', async () => {
        const layers = [flatten, hidden, outputs(2)];
        for (const samples of [undefined, sampleStore]) {
          const dataset = createDataset(noisePictures([14, 14], [9, 9, 3]), { crop: 6, split: 22 });
          const left = await leftBy(async () => {
            await run(layers, { optimizer: 'adam' }, dataset, { ...watched(), samples });
            for (const failing of ['forward', 'backward'] as const) {
              const broken = new Error('a thread fell over');
              const denseBatches: OpenDenseBatches = (...given) => {
                const chain = openDenseBatches(...given);
                if (!chain) return null;
                chain[failing] = () => {
                  throw broken;
                };
                return chain;
              };
              const network = networkOf(layers, [6, 6, 3]);
              const end = train(network, dataset, options, new RunControl(), { denseBatches, samples });
              expect(await end.catch((error: unknown) => error)).to.equal(broken);
              network.dispose();
            }
          });
          expect(left).to.deep.equal(nothing);
        }
      });
    });
  }
});

describe('batches through dense layers', () => {
  before(() => useBuild('relaxed'));

  it('are made by the device where it has the samples, and hold the same', async () => {
    const dataset = createDataset(noisePictures([30, 30], [9, 9, 3]), { crop: 6, normalise: true, split: 50 });
    const layers = [flatten, dense(20, 'relu'), dense(2)];
    const given = { optimizer: 'adam', learningRate: 0.002 } as const;
    const watch = watched();
    const fast = await run(layers, given, dataset, { ...watch, samples: sampleStore });
    expectSame(fast, await run(layers, given, dataset, { onePass: onePassUpdate, samples: sampleStore }));
    expect(await run(layers, given, dataset, watch)).to.deep.equal(fast);
  });

  it('may be of one sample, or of all', async () => {
    for (const batchSize of [1, 1000]) {
      const given = { batchSize, loss: 'squared-error' } as const;
      expectSame(
        await run([flatten, hidden, outputs(3)], given, pictures(30), watched()),
        await run([flatten, hidden, outputs(3)], given, pictures(30), {}),
      );
    }
  });

  it('go on where the memory has grown meanwhile', async () => {
    const layers = [flatten, dense(9, 'tanh'), outputs(3)];
    const buffers = new Set<ArrayBufferLike>();
    const onEpoch = () => {
      buffers.add(wasm().wasm.HEAPU8.buffer);
      const size = wasm().wasm.HEAPU8.length; // more than is free
      wasm().wasm._free(wasm().wasm._malloc(size));
    };
    const alone = await run(layers, { evaluateEvery: 5 }, pictures(50), watched());
    const grown = await run(layers, { evaluateEvery: 5 }, pictures(50), { ...watched(), onEpoch });
    expect(buffers.size).to.be.above(1);
    expect(grown).to.deep.equal(alone);
  });

  it('pause, go step by step and stop, to the same bits', async () => {
    const given = { steps: 40, optimizer: 'adam', learningRate: 0.01 } as const;
    const alone = await run([hidden, outputs(2)], given, exclusiveOr(60), watched());
    const network = networkOf([hidden, outputs(2)]);
    const control = new RunControl();
    control.pause();
    const told: number[] = [];
    const running = train(network, exclusiveOr(60), { ...options, ...given }, control, {
      ...watched(),
      onStep: ({ step }) => told.push(step),
    });
    const settled = () => new Promise((resolve) => setTimeout(resolve, 30));
    for (let step = 1; step <= 4; step++) {
      control.step();
      await until(() => told.at(-1) === step);
      await settled(); // and no further
      expect(told.at(-1)).to.equal(step);
      const { weights } = await run([hidden, outputs(2)], { ...given, steps: step }, exclusiveOr(60), watched());
      expect(await weightValues(network), `weights seen after step ${step}`).to.deep.equal(weights);
    }
    control.resume();
    expect((await running).reason).to.equal('finished');
    expect(await weightValues(network)).to.deep.equal(alone.weights);

    const endless = new RunControl();
    const stopped = await train(network, exclusiveOr(60), { ...options, steps: 1e9 }, endless, {
      ...watched(),
      onStep: () => endless.stop(),
    });
    expect(stopped.reason).to.equal('stopped');
    network.dispose();
  });

  it('leave a copy of the weights that somebody holds as it is', async () => {
    await expectCopiesKept(options, watched);
  });

  it('bring weights here from another backend', async () => {
    await useCpu();
    const network = networkOf([hidden, outputs(2)]);
    await tf.setBackend('wasm');
    await train(network, exclusiveOr(40), options, new RunControl(), watched());
    const alone = await run([hidden, outputs(2)], {}, exclusiveOr(40), watched());
    expect(relativeDifference(await weightValues(network), alone.weights)).to.equal(0);
    network.dispose();
  });

  it('end a run that diverges with the last finite weights', async () => {
    const wild = { loss: 'squared-error', learningRate: 5, optimizer: 'sgd', evaluateEvery: 20 } as const;
    const layers = [{ ...hidden, activation: 'linear', name: 'first' } as typeof hidden, outputs(2)];
    const fast = await run(layers, wild, exclusiveOr(40), watched());
    const ordinary = await run(layers, wild, exclusiveOr(40), {});
    expect(fast.reason).to.equal('diverged');
    expect(fast.message).to.match(/The loss became (NaN|infinite).* at step \d+.*layer "first".*weights of step 0 again/);
    expect(fast.weights).to.deep.equal(ordinary.weights);
    const noticed = (message?: string) => Number(/at step (\d+)/.exec(message ?? '')?.[1]);
    expect(Math.abs(noticed(fast.message) - noticed(ordinary.message))).to.be.below(2);
  });

  for (const [name, layers] of Object.entries(noChains)) {
    it(`leave ${name} to the ordinary path`, async () => {
      const watch = watched();
      const fast = await run(layers, { steps: 3 }, exclusiveOr(20), watch);
      expect(fast).to.deep.equal(await run(layers, { steps: 3 }, exclusiveOr(20), {}));
      expect(watch.opened).to.equal(0);
    });
  }

  it('leave a convolution to the ordinary path', async () => {
    const watch = watched();
    const layers: LayerSpec[] = [{ type: 'Conv2D', filters: 2, kernelSize: 3 }, flatten, outputs(3)];
    expect((await run(layers, { steps: 3 }, pictures(20), watch)).reason).to.equal('finished');
    expect(watch.opened).to.equal(0);
  });

  it('are left to the ordinary path on another backend', async () => {
    await useCpu();
    const watch = watched();
    expect((await run([hidden, outputs(2)], { steps: 3 }, exclusiveOr(20), watch)).reason).to.equal('finished');
    expect(watch.opened).to.equal(0);
  });
});
