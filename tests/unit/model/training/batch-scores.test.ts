import { expect } from '@open-wc/testing';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { BatchScores } from '../../../../src/model/training/batch-scores.js';
import type { Head } from '../../../../src/model/training/learner.js';
import { lossDescriptions, lossNamed } from '../../../../src/model/training/losses/table.js';
import { rowsOf } from '../../../../src/model/training/rows-of.js';
import { useCpu } from './cpu.js';

const logits = Float32Array.of(0.3, -1.2, 2.1, -0.4, 0.8, -2.5);
const labels = Int32Array.of(2, 0);
const targets = [0.01, 0.01, 0.99, 0.99, 0.01, 0.01];

describe('the scores of a batch', () => {
  before(useCpu);

  for (const { name } of lossDescriptions) {
    for (const head of ['linear', 'softmax', 'sigmoid'] satisfies Head[]) {
      it(`are those of the tensors: ${name} on a ${head} head`, () => {
        const slopes = rowsOf(new Float32Array(6), 3);
        const { loss, right } = new BatchScores(head, 3, { loss: name, targets: [0.01, 0.99] }).of(rowsOf(logits, 3), labels, slopes);
        const { value, slope } = tidy(() => {
          const [z, t] = [tensor2d(logits, [2, 3]), tensor2d(targets, [2, 3])];
          const of = lossNamed(name);
          return { value: of.value(z, t, head).dataSync<'float32'>(), slope: of.slope(z, t, head).dataSync<'float32'>() };
        });
        expect(loss).to.be.closeTo(value[0]!, 1e-6);
        expect(right).to.equal(1);
        for (const [i, found] of slopes.flatMap((row) => [...row]).entries()) expect(found, `element ${i}`).to.be.closeTo(slope[i]!, 1e-6);
      });
    }
  }

  it('are those of the labelled rows: others only fill a batch up', () => {
    const scores = new BatchScores('softmax', 3, { loss: 'categorical-cross-entropy' });
    const filledUp = rowsOf(Float32Array.of(...logits, NaN, NaN, NaN), 3);
    expect(scores.of(filledUp, labels)).to.deep.equal(scores.of(rowsOf(logits, 3), labels));
  });

  it('are infinite where a float32 number cannot hold the loss', () => {
    const scores = new BatchScores('linear', 2, { loss: 'squared-error' });
    expect(scores.of([Float32Array.of(1e30, 0)], Int32Array.of(0)).loss).to.equal(Infinity);
  });
});
