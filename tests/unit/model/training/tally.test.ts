import { expect } from '@open-wc/testing';
import { memory, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { BatchScores } from '../../../../src/model/training/batch-scores.js';
import { Tally } from '../../../../src/model/training/tally.js';
import { useCpu } from './cpu.js';

/** (a − t)², summed over two answers, for targets of 0 and 1. */
const scores = new BatchScores('linear', 2, { loss: 'squared-error' });

describe('the tally of a run', () => {
  before(useCpu);

  for (const gathered of [false, true]) {
    const how = gathered ? 'put together for one read-back' : 'read one by one';

    it(`weighs batches by their size; results ${how}`, async () => {
      const before = memory().numTensors;
      const tally = new Tally(scores, gathered);
      // two samples a step: s² and right, 4 and wrong
      for (let s = 1; s <= 9; s++) tally.add(s, Int32Array.of(0, 1), tensor2d([1 + s, 0, 2, 1], [2, 2]));
      tally.add(10, Int32Array.of(1), tensor2d([0, 4], [1, 2]));
      expect(await tally.read()).to.equal(null);
      expect(tally.latest).to.deep.equal({ step: 10, loss: 9 });
      expect(tally.take()).to.deep.equal({ loss: (285 + 9 * 4 + 9) / 19, accuracy: 10 / 19, samples: 19 });
      expect(memory().numTensors).to.equal(before);
    });

    it(`says which step was the first without a finite loss; results ${how}`, async () => {
      const tally = new Tally(scores, gathered);
      // the square of 1e30 is no float32 number any more
      for (const [i, answer] of [1, 2, 1e30, NaN].entries()) tally.add(i + 1, Int32Array.of(0), tensor2d([answer, 0], [1, 2]));
      expect(await tally.read()).to.deep.equal({ step: 3, loss: Infinity });
    });
  }

  it('weighs steps whose results are known by their samples too', async () => {
    const tally = new Tally(scores, false);
    tally.count(1, { losses: Float32Array.of(1, 2), right: Int32Array.of(3, 1) }, 4);
    tally.count(3, { losses: Float32Array.of(5), right: Int32Array.of(1) }, 2);
    expect(await tally.read()).to.equal(null);
    expect(tally.latest).to.deep.equal({ step: 3, loss: 5 });
    expect(tally.take()).to.deep.equal({ loss: (4 * 3 + 2 * 5) / 10, accuracy: 0.5, samples: 10 });
    tally.count(4, { losses: Float32Array.of(1, NaN, Infinity), right: Int32Array.of(0, 0, 0) }, 2);
    expect(await tally.read()).to.deep.equal({ step: 5, loss: NaN });
  });

  it('leaves no tensor behind where results cannot be put together', async () => {
    const before = memory().numTensors;
    const tally = new Tally(scores, true);
    tally.add(1, Int32Array.of(0), zeros([1, 2]));
    tally.add(2, Int32Array.of(0), zeros([2, 1])); // as many numbers, and no rows of two
    const failed = await tally.read().catch(() => 'failed');
    tally.dispose();
    expect(failed).to.equal('failed');
    expect(memory().numTensors).to.equal(before);
  });
});
