import { expect } from '@open-wc/testing';
import { openDenseChain } from '../../../../src/backend/dense-chain.js';
import { onePassUpdate } from '../../../../src/backend/one-pass.js';
import type { LayerSpec } from '../../../../src/contract/network.js';
import type { LossName, TrainOptions } from '../../../../src/contract/training.js';
import type { LearningMaterial } from '../../../../src/model/training/learner.js';
import type { OpenDenseChain } from '../../../../src/model/training/one-by-one/dense-chain.js';
import type { TrainingHooks } from '../../../../src/model/training/progress.js';
import { RunControl } from '../../../../src/model/training/run-control.js';
import { train } from '../../../../src/model/training/train.js';
import { until } from '../../../waiting.js';
import { relativeDifference } from '../../backend/gradients.js';
import { leftBy, nothing, simdBuilds, spoilFreeMemory, useBuild } from '../../backend/simd/builds.js';
import { chains, dense, expectCopiesKept, flatten, noChains, pictures, runOf } from './chains.js';
import { useCpu } from './cpu.js';
import { datasetOf, exclusiveOr, hidden, networkOf, outputs, weightValues, withSplit } from './problems.js';

const options: TrainOptions = {
  optimizer: 'sgd',
  learningRate: 0.02,
  batchSize: 1,
  steps: 150,
  loss: 'binary-cross-entropy',
  seed: 5,
  augment: true,
};

/** Opens chains and counts them. */
function watched(): { opened: number; denseChain: OpenDenseChain } {
  const watch = {
    opened: 0,
    denseChain: (...given: Parameters<OpenDenseChain>) => {
      const chain = openDenseChain(...given);
      watch.opened += Number(chain !== null);
      return chain;
    },
  };
  return watch;
}

/** A training set of `x` alone, of the first of two classes. */
const onlySample = (x: number[]) => withSplit(datasetOf([x, x, x, x], [0, 1, 0, 1]), [0]);

const run = (layers: LayerSpec[], given: Partial<TrainOptions>, dataset: LearningMaterial, hooks: TrainingHooks) =>
  runOf(layers, { ...options, ...given }, dataset, hooks);

describe('one sample a step', () => {
  for (const build of simdBuilds) {
    describe(`${build} build`, () => {
      before(() => useBuild(build));

      for (const [name, layers] of Object.entries(chains)) {
        it(`trains ${name} as the ordinary path does, and the same to the bit again`, async () => {
          const dataset = pictures(50);
          const ordinary = await run(layers, { evaluateEvery: 40 }, dataset, { onePass: onePassUpdate });
          const watch = watched();
          spoilFreeMemory();
          const fast = await run(layers, { evaluateEvery: 40 }, dataset, watch);
          expect(watch.opened).to.equal(1);
          expect(relativeDifference(fast.weights, ordinary.weights)).to.be.below(3e-6);
          expect(fast.scores.map(({ step }) => step)).to.deep.equal([40, 80, 120, 150]);
          for (const [i, score] of fast.scores.entries()) {
            const wanted = ordinary.scores[i];
            expect([score.epoch, score.trainAccuracy, score.testAccuracy]).to.deep.equal([
              wanted?.epoch,
              wanted?.trainAccuracy,
              wanted?.testAccuracy,
            ]);
            expect(relativeDifference([score.trainLoss, score.testLoss], [wanted?.trainLoss ?? NaN, wanted?.testLoss ?? NaN])).to.be.below(
              2e-6,
            );
          }
          spoilFreeMemory();
          expect(await run(layers, { evaluateEvery: 40 }, dataset, watch)).to.deep.equal(fast);
          // where reports fall changes how steps fall into passes over the weights, and no bit of these
          expect((await run(layers, { evaluateEvery: 7 }, dataset, watch)).weights).to.deep.equal(fast.weights);
        });
      }

      for (const head of ['linear', 'softmax', 'sigmoid'] as const) {
        for (const loss of [
          'categorical-cross-entropy',
          'binary-cross-entropy',
          'squared-error',
          'mean-squared-error',
        ] as const satisfies LossName[]) {
          it(`follows ${loss} on a ${head} head`, async () => {
            const given = { loss, targets: [0.1, 0.8] as const };
            const layers = [flatten, hidden, outputs(3, head)];
            const ordinary = await run(layers, given, pictures(40), {});
            const fast = await run(layers, given, pictures(40), watched());
            expect(relativeDifference(fast.weights, ordinary.weights)).to.be.below(3e-6);
            expect(fast.scores.at(-1)?.trainLoss).to.be.closeTo(ordinary.scores.at(-1)?.trainLoss ?? NaN, 2e-6);
          });
        }
      }

      it('leaves nothing behind, also where it fails', async () => {
        const left = await leftBy(async () => {
          await run([flatten, hidden, outputs(3)], {}, pictures(30), watched());
          const broken = new Error('a listener fell over');
          const network = networkOf([flatten, hidden, outputs(3)], [4, 4, 1]);
          const failing = train(network, pictures(30), options, new RunControl(), {
            ...watched(),
            onEpoch: () => {
              throw broken;
            },
          });
          expect(await failing.catch((error: unknown) => error)).to.equal(broken);
          network.dispose();
        });
        expect(left).to.deep.equal(nothing);
      });
    });
  }
});

describe('one sample a step', () => {
  before(() => useBuild('relaxed'));

  it('follows a step written out by hand', async () => {
    // x = (1, −2), tanh hidden layer of one unit, a sigmoid, binary cross-entropy: a − t goes back through both.
    const dataset = onlySample([1, -2]);
    const network = networkOf([dense(1, 'tanh'), dense(2, 'sigmoid')]);
    const set = [[0.3, -0.1], [0.2], [0.5, -0.4], [0.1, 0.7]];
    network.setWeights((await network.weights()).map((weight, i) => ({ ...weight, values: Float32Array.from(set[i] ?? []) })));
    await train(network, dataset, { ...options, learningRate: 0.5, steps: 1 }, new RunControl(), watched());
    const h = Math.tanh(0.3 + 0.2 + 0.2);
    const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
    const [e0, e1] = [sigmoid(0.5 * h + 0.1) - 1, sigmoid(-0.4 * h + 0.7)];
    const d = (0.5 * e0 - 0.4 * e1) * (1 - h * h);
    const expected = [0.3 - 0.5 * d, -0.1 + d, 0.2 - 0.5 * d, 0.5 - 0.5 * e0 * h, -0.4 - 0.5 * e1 * h, 0.1 - 0.5 * e0, 0.7 - 0.5 * e1];
    expect(relativeDifference(await weightValues(network), expected)).to.be.below(2e-7);
    network.dispose();
  });

  it('pauses, makes single steps and stops, to the same bits', async () => {
    const dataset = exclusiveOr(60);
    const alone = await run([hidden, outputs(2)], { steps: 60 }, dataset, watched());
    const network = networkOf([hidden, outputs(2)]);
    const control = new RunControl();
    control.pause();
    const told: number[] = [];
    const running = train(network, dataset, { ...options, steps: 60 }, control, {
      ...watched(),
      onStep: ({ step }) => told.push(step),
    });
    const settled = () => new Promise((resolve) => setTimeout(resolve, 30));
    for (let step = 1; step <= 5; step++) {
      control.step();
      await until(() => told.at(-1) === step);
      await settled(); // and no further
      expect(told.at(-1)).to.equal(step);
      const { weights } = await run([hidden, outputs(2)], { steps: step }, dataset, { onePass: onePassUpdate });
      expect(relativeDifference(await weightValues(network), weights), `weights seen after step ${step}`).to.be.below(2e-6);
    }
    control.resume();
    expect((await running).reason).to.equal('finished');
    expect(await weightValues(network)).to.deep.equal(alone.weights);

    const endless = new RunControl();
    const stopped = await train(network, dataset, { ...options, steps: 1e9 }, endless, { ...watched(), onStep: () => endless.stop() });
    expect(stopped.reason).to.equal('stopped');
    network.dispose();
  });

  it('leaves a copy of the weights that somebody holds as it is', async () => {
    await expectCopiesKept(options, watched);
  });

  it('ends a run that diverges with the last finite weights', async () => {
    const wild = { loss: 'squared-error', learningRate: 5 } as const;
    const layers = [{ ...hidden, activation: 'linear', name: 'first' } as typeof hidden, outputs(2)];
    const fast = await run(layers, wild, exclusiveOr(40), watched());
    const ordinary = await run(layers, wild, exclusiveOr(40), {});
    expect(fast.reason).to.equal('diverged');
    expect(fast.message).to.match(/The loss became (NaN|infinite).* at step \d+.*layer "first".*weights of step 0 again/);
    expect(fast.weights).to.deep.equal(ordinary.weights);
    const noticed = (message?: string) => Number(/at step (\d+)/.exec(message ?? '')?.[1]);
    expect(Math.abs(noticed(fast.message) - noticed(ordinary.message))).to.be.below(2);
  });

  it('notices an update that is not finite where every input is zero', async () => {
    const dataset = onlySample([0, 0]);
    const network = networkOf([outputs(2)]);
    const end = await train(
      network,
      dataset,
      { ...options, loss: 'squared-error', learningRate: 1e39, steps: 1 },
      new RunControl(),
      watched(),
    );
    expect(end.reason).to.equal('diverged');
    expect(end.message).to.match(/no longer finite after step 1/);
    network.dispose();
  });

  const others: Record<string, [LayerSpec[], Partial<TrainOptions>]> = {
    'another batch size': [[hidden, outputs(2)], { batchSize: 2 }],
    'another optimizer': [[hidden, outputs(2)], { optimizer: 'momentum' }],
    ...Object.fromEntries(Object.entries(noChains).map(([name, layers]) => [name, [layers, {}]])),
  };
  for (const [name, [layers, given]] of Object.entries(others)) {
    it(`leaves ${name} to the ordinary path`, async () => {
      const watch = watched();
      const { reason } = await run(layers, { steps: 3, ...given }, exclusiveOr(20), watch);
      expect(reason).to.equal('finished');
      expect(watch.opened).to.equal(0);
    });
  }

  it('is left to the ordinary path on another backend', async () => {
    await useCpu();
    const watch = watched();
    expect((await run([hidden, outputs(2)], { steps: 3 }, exclusiveOr(20), watch)).reason).to.equal('finished');
    expect(watch.opened).to.equal(0);
  });
});
