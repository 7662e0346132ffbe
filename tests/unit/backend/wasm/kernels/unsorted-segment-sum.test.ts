import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { alive, itAgrees, numbers, use } from '../../gradients.js';

describe('unsortedSegmentSum', () => {
  const indices = [2, 0, 2, 1, 2];
  itAgrees('is the gradient of gathering rows', (x) => tf.gather(x, tf.tensor1d(indices, 'int32')), [numbers([4, 3, 2], 1)], 0.25);
  itAgrees('… and columns', (x) => tf.gather(x, tf.tensor1d(indices, 'int32'), 1), [numbers([2, 4, 3], 1)], 0.25);

  it('sums rows by segment and leaves out rows of no segment', async () => {
    await use('wasm');
    const before = alive();
    const sums = tf.tidy(() =>
      tf.unsortedSegmentSum(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]), tf.tensor1d([2, -1, 2], 'int32'), 3).arraySync(),
    );
    expect(sums).to.deep.equal([
      [0, 0],
      [0, 0],
      [6, 8],
    ]);
    expect(alive()).to.deep.equal(before);
  });
});
