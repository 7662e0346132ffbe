import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { onePassUpdate } from '../../../../src/backend/one-pass.js';
import { sampleStore } from '../../../../src/backend/samples/store.js';
import type { LayerSpec } from '../../../../src/contract/network.js';
import type { LossName, TrainOptions } from '../../../../src/contract/training.js';
import { createDataset } from '../../../../src/data/dataset.js';
import { viewLength } from '../../../../src/data/view.js';
import { DeviceFeed } from '../../../../src/model/training/feeds/device-feed.js';
import { HostFeed } from '../../../../src/model/training/feeds/host-feed.js';
import { openFeed } from '../../../../src/model/training/feeds/open.js';
import type { Learner } from '../../../../src/model/training/learner.js';
import { lossNamed } from '../../../../src/model/training/losses/table.js';
import type { TrainingHooks } from '../../../../src/model/training/progress.js';
import { RunControl } from '../../../../src/model/training/run-control.js';
import { train } from '../../../../src/model/training/train.js';
import { compiledPrograms, startOrSkip } from '../../backend/started.js';
import { noisePictures, refusal } from '../../data/pictures.js';
import { atUpdates, networkOf, weightValues } from './problems.js';

/** 22 pictures to train on, 6 to test with: batches of 8 leave one of 6. */
const dataset = createDataset(noisePictures([14, 14], [9, 9, 3]), { crop: 6, normalise: true, split: 22 });
const convolution: LayerSpec[] = [
  { type: 'Conv2D', filters: 3, kernelSize: 3, activation: 'relu' },
  { type: 'Flatten' },
  { type: 'Dense', units: 2 },
];
const rows: LayerSpec[] = [{ type: 'Flatten' }, { type: 'Dense', units: 5, activation: 'relu' }, { type: 'Dense', units: 2 }];
const coupled: LayerSpec[] = [{ type: 'BatchNormalization' }, { type: 'Dropout', rate: 0.2 }, ...convolution];
const options: TrainOptions = {
  optimizer: 'momentum',
  learningRate: 0.02,
  batchSize: 8,
  epochs: 2,
  loss: 'categorical-cross-entropy',
  augment: true,
  seed: 4,
};

/** Weights and scores after a run, and the tensors it has left. */
async function run(layers: LayerSpec[], hooks: TrainingHooks) {
  const before = tf.memory().numTensors;
  const network = networkOf(layers, [6, 6, 3]);
  const { history } = await train(network, dataset, options, new RunControl(), hooks);
  const weights = await weightValues(network);
  network.dispose();
  return { weights, history, left: tf.memory().numTensors - before };
}

/** A learner that says when an update is being made: from the new masks on, as long as nobody else has a turn. */
function watched(layers: LayerSpec[], update: { underWay: boolean }): { learner: Learner; dispose(): void } {
  const network = networkOf(layers, [6, 6, 3]);
  atUpdates(network, () => {
    update.underWay = true;
    queueMicrotask(() => {
      update.underWay = false;
    });
  });
  return { learner: network, dispose: () => network.dispose() };
}

describe('a run fed by its device', () => {
  for (const backend of ['webgpu', 'webgl', 'wasm']) {
    describe(backend, () => {
      before(async function () {
        await startOrSkip(this, backend);
      });

      for (const [title, layers] of [
        ['where batches are filled up', convolution],
        ['where layers look across a batch', coupled],
        ['where samples are read as rows', rows],
      ] as const) {
        it(`learns what a run fed by the processor learns, ${title}`, async () => {
          const tolerance = backend === 'wasm' ? 0 : tf.backend().floatPrecision() === 32 ? 2e-5 : 2e-2;
          const byHost = await run(layers, {});
          const byDevice = await run(layers, { samples: sampleStore });
          for (const [i, weight] of byDevice.weights.entries()) expect(weight).to.be.closeTo(byHost.weights[i] ?? NaN, tolerance);
          for (const [i, { trainLoss, testLoss, trainAccuracy, testAccuracy }] of byDevice.history.entries()) {
            expect(trainLoss).to.be.closeTo(byHost.history[i]?.trainLoss ?? NaN, tolerance);
            expect(testLoss).to.be.closeTo(byHost.history[i]?.testLoss ?? NaN, tolerance);
            if (tolerance > 1e-2) continue;
            expect(trainAccuracy).to.equal(byHost.history[i]?.trainAccuracy);
            expect(testAccuracy).to.equal(byHost.history[i]?.testAccuracy);
          }
          expect([byHost.left, byDevice.left]).to.deep.equal([0, 0]);
        });
      }

      it('reads nothing back while it makes an update', async () => {
        const update = { underWay: false };
        const { learner, dispose } = watched(convolution, update);
        const { read, readSync } = tf.backend();
        let [within, later] = [0, 0];
        const count = (): void => {
          if (update.underWay) within++;
          else later++;
        };
        Object.assign(tf.backend(), {
          read(...given: Parameters<typeof read>) {
            count();
            return read.apply(this, given);
          },
          readSync(...given: Parameters<typeof readSync>) {
            if (backend !== 'wasm') count(); // there every reading is
            return readSync.apply(this, given);
          },
        });
        await train(learner, dataset, options, new RunControl(), { samples: sampleStore, onePass: onePassUpdate });
        Object.assign(tf.backend(), { read, readSync });
        expect(within).to.equal(0);
        expect(later).to.be.above(0);
        dispose();
      });

      it('compiles no program after its first epoch', async () => {
        const network = networkOf(coupled, [6, 6, 3]);
        const programs: string[][] = [];
        const onEpoch = () => programs.push(compiledPrograms());
        await train(network, dataset, { ...options, epochs: 4 }, new RunControl(), { samples: sampleStore, onEpoch });
        for (const later of programs.slice(1)) expect(later).to.have.members(programs[0] ?? []);
        network.dispose();
      });
    });
  }

  it('falls back on the processor where the device does not take the samples', async () => {
    await tf.setBackend('cpu');
    const refusing = { fixedShapes: () => true, hold: () => Promise.resolve(null) };
    const taking = { fixedShapes: () => true, hold: () => Promise.resolve({ take: () => tf.zeros([1, 6, 6, 3]), dispose() {} }) };
    expect(await openFeed({ readsRows: false }, dataset)).to.be.instanceOf(HostFeed);
    expect(await openFeed({ readsRows: false }, dataset, refusing)).to.be.instanceOf(HostFeed);
    expect(await openFeed({ readsRows: false }, dataset, taking)).to.be.instanceOf(DeviceFeed);
  });

  it('tells the device whether the network takes samples as rows', async () => {
    await tf.setBackend('cpu');
    const told: boolean[] = [];
    const hold = async (_samples: unknown, asRows: boolean) => {
      told.push(asRows);
      return null;
    };
    for (const [layers, inputShape] of [
      [rows, [6, 6, 3]],
      [convolution, [6, 6, 3]],
      [
        [{ type: 'Dense', units: 4 }, ...rows],
        [6, 6, 3],
      ], // Dense goes along the last axis
      [[{ type: 'Dense', units: 2 }], [108]],
    ] as [LayerSpec[], number[]][]) {
      const network = networkOf(layers, inputShape);
      await openFeed(network, dataset, { fixedShapes: () => true, hold });
      network.dispose();
    }
    expect(told).to.deep.equal([true, false, false, true]);
  });

  it('gives the samples back when it has finished, was stopped or has failed', async () => {
    await tf.setBackend('cpu');
    let alive = 0;
    const counting = {
      fixedShapes: () => false,
      hold: async () => {
        alive++;
        return {
          take: (views: Int32Array) => tf.zeros([views.length / viewLength, 6, 6, 3]),
          dispose: () => {
            alive--;
          },
        };
      },
    };
    const failing = () => {
      throw new Error('a listener fell over');
    };
    const control = new RunControl();
    const nameless = { loss: 'regret' as LossName };
    const runs: [string, RunControl, TrainingHooks, Partial<TrainOptions>?][] = [
      ['finished', new RunControl(), {}],
      ['stopped', control, { onEpoch: () => control.stop() }],
      ['a listener fell over', new RunControl(), { onEpoch: failing }],
      [(await refusal(() => lossNamed(nameless.loss))).message, new RunControl(), {}, nameless],
    ];
    for (const [ending, steered, hooks, others] of runs) {
      const network = networkOf(convolution, [6, 6, 3]);
      const training = train(network, dataset, { ...options, epochs: 50, ...others }, steered, { ...hooks, samples: counting });
      const how = await training.then(
        ({ reason }) => reason,
        ({ message }: Error) => message,
      );
      expect(how).to.equal(ending);
      expect(alive).to.equal(0);
      network.dispose();
    }
  });

  it('is the same run with batches filled up by the processor', async () => {
    await tf.setBackend('cpu');
    const filledUp = { fixedShapes: () => true, hold: () => Promise.resolve(null) };
    const [plain, filled] = [await run(convolution, {}), await run(convolution, { samples: filledUp })];
    for (const [i, weight] of filled.weights.entries()) expect(weight).to.be.closeTo(plain.weights[i] ?? NaN, 1e-6);
    expect(filled.history.map(({ trainAccuracy, testAccuracy }) => [trainAccuracy, testAccuracy])).to.deep.equal(
      plain.history.map(({ trainAccuracy, testAccuracy }) => [trainAccuracy, testAccuracy]),
    );
    expect(filled.left).to.equal(0);
  });
});
