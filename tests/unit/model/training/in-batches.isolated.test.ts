import { expect } from '@open-wc/testing';
import { openDenseBatches } from '../../../../src/backend/dense-batches.js';
import { isShared } from '../../../../src/backend/threads/shared-memory.js';
import type { TrainOptions } from '../../../../src/contract/training.js';
import { createDataset } from '../../../../src/data/dataset.js';
import { relativeDifference } from '../../backend/gradients.js';
import { useBuild, wasm } from '../../backend/simd/builds.js';
import { jobsOn } from '../../backend/threads/jobs.js';
import { noisePictures } from '../../data/pictures.js';
import { dense, flatten, runOf } from './chains.js';

const options: TrainOptions = {
  optimizer: 'momentum',
  learningRate: 0.01,
  batchSize: 32,
  steps: 10,
  loss: 'categorical-cross-entropy',
  seed: 5,
};
/** Large enough for threads to share, in products and in passes. */
const layers = [flatten, dense(300, 'relu'), dense(200, 'relu', false), dense(2)];
const dataset = createDataset(noisePictures([30, 30], [24, 24, 3]), { split: 50 });

/** A run on so many threads, and in how many jobs these have shared. */
async function on(threads: number) {
  const { result, jobs } = await jobsOn(threads, () => runOf(layers, options, dataset, { denseBatches: openDenseBatches }));
  return { ...result, jobs };
}

describe('batches through dense layers on memory that threads share', () => {
  before(() => useBuild('relaxed'));

  it('train as on one thread and as the ordinary path does, with the same bits every time', async () => {
    expect(isShared((wasm().wasm as unknown as { asm: { memory: WebAssembly.Memory } }).asm.memory)).to.equal(true);
    const alone = await on(1);
    expect(alone.jobs).to.equal(0);
    const ordinary = await runOf(layers, options, dataset, {});
    expect(relativeDifference(alone.weights, ordinary.weights)).to.be.below(3e-6);
    for (const threads of [2, 3]) {
      const shared = await on(threads);
      expect(shared.jobs).to.be.above(options.steps ?? 0);
      expect(relativeDifference(shared.weights, ordinary.weights)).to.be.below(3e-6);
      expect(await on(threads)).to.deep.equal(shared);
    }
  });
});
