import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { itAgrees, numbers, use } from '../../gradients.js';

describe('slices of volumes', () => {
  itAgrees('the middle', (x) => tf.slice(x, [1, 0, 2, 1, 1], [1, 3, 2, -1, 2]), [numbers([2, 3, 5, 4, 4], 1)], 0.25);
  itAgrees('a corner of six axes', (x) => tf.slice(x, [0, 1, 0, 0, 2, 0], [2, 1, 2, 1, 1, 3]), [numbers([2, 3, 2, 2, 3, 3], 1)], 0.25);
  itAgrees(
    'padding, whose gradient is a slice',
    (x) =>
      tf.pad(x, [
        [0, 0],
        [1, 2],
        [0, 1],
        [2, 0],
        [0, 0],
      ]),
    [numbers([2, 3, 4, 2, 3], 1)],
    0.25,
  );

  it('of nothing, and of whole numbers', async () => {
    await use('wasm');
    const sliced = (x: tf.Tensor, begin: number[], size: number[]) => tf.tidy(() => [...tf.slice(x, begin, size).dataSync()]);
    const x = tf.tensor(
      Int32Array.from({ length: 32 }, (_, i) => i),
      [2, 2, 2, 2, 2],
    );
    expect(sliced(x, [1, 0, 1, 0, 1], [1, 2, 1, 1, 1])).to.deep.equal([21, 29]);
    const floats = tf.zeros([2, 2, 2, 2, 2]);
    expect(sliced(floats, [0, 0, 0, 0, 0], [1, 0, 1, 1, 1])).to.deep.equal([]);
    tf.dispose([x, floats]);
  });
});
