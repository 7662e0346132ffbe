import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { alive, use } from '../../gradients.js';

describe('oneHot', () => {
  const types = ['int32', 'float32', 'bool'] as const;
  for (const dtype of types) {
    it(`gives ${dtype} as asked, and zeros for labels out of range`, async () => {
      await use('wasm');
      const before = alive();
      const rows = tf.tidy(() =>
        tf
          .oneHot(
            tf.tensor2d(
              [
                [2, 0],
                [-1, 3],
              ],
              [2, 2],
              'int32',
            ),
            3,
            1,
            0,
            dtype,
          )
          .dataSync(),
      );
      expect([...rows]).to.deep.equal([0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
      expect(alive()).to.deep.equal(before);
    });
  }

  it('takes other values than one and zero', async () => {
    await use('wasm');
    const rows = tf.tidy(() => tf.oneHot(tf.tensor1d([1], 'int32'), 2, 0.75, 0.25, 'float32').dataSync());
    expect([...rows]).to.deep.equal([0.25, 0.75]);
  });
});
