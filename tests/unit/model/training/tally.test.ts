import { expect } from '@open-wc/testing';
import { memory, scalar, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { Tally } from '../../../../src/model/training/tally.js';
import { useCpu } from './cpu.js';

describe('the tally of a run', () => {
  before(useCpu);

  for (const gathered of [false, true]) {
    const how = gathered ? 'put together for one read-back' : 'read one by one';

    it(`weighs batches by their size; results ${how}`, async () => {
      const before = memory().numTensors;
      const tally = new Tally(gathered);
      for (let step = 1; step <= 9; step++)
        tally.add(step, Int32Array.of(0, 1), { loss: scalar(step), logits: tensor2d([3, 1, 2, 0], [2, 2]) });
      tally.add(10, Int32Array.of(1), { loss: scalar(19), logits: tensor2d([0, 1], [1, 2]) });
      expect(await tally.read()).to.equal(null);
      expect(tally.latest).to.deep.equal({ step: 10, loss: 19 });
      expect(tally.take()).to.deep.equal({ loss: (2 * 45 + 19) / 19, accuracy: 10 / 19, samples: 19 });
      expect(memory().numTensors).to.equal(before);
    });

    it(`says which step was the first without a finite loss; results ${how}`, async () => {
      const tally = new Tally(gathered);
      for (const [i, loss] of [1, 2, Infinity, NaN].entries())
        tally.add(i + 1, Int32Array.of(0), { loss: scalar(loss), logits: zeros([1, 2]) });
      expect(await tally.read()).to.deep.equal({ step: 3, loss: Infinity });
    });
  }

  it('weighs steps whose results are known by their samples too', async () => {
    const tally = new Tally(false);
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
    const tally = new Tally(true);
    for (const step of [1, 2]) tally.add(step, Int32Array.of(0), { loss: zeros([2]), logits: zeros([1, 2]) }); // a loss is one number
    const failed = await tally.read().catch(() => 'failed');
    tally.dispose();
    expect(failed).to.equal('failed');
    expect(memory().numTensors).to.equal(before);
  });
});
