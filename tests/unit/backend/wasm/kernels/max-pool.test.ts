import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { itAgrees, numbers, outputAndGradients, use } from '../../gradients.js';

/** Inputs of every sign: a window of negative values is where tfjs-backend-wasm goes wrong. */
const ranges = { negative: [-2, -1], mixed: [-1, 1], positive: [1, 2] } as const;

describe('max pooling and its gradient', () => {
  for (const [sign, [low, high]] of Object.entries(ranges)) {
    for (const [size, strides] of [
      [2, 2],
      [3, 2],
      [3, 1],
      [2, 3],
      [1, 2],
    ] as const) {
      for (const pad of ['valid', 'same'] as const) {
        const title = `${sign} values, pool ${size}, strides ${strides}, pad ${pad}`;
        const flat = numbers([2, 7, 6, 3], 1, low, high);
        itAgrees(`${title}`, (x) => tf.maxPool(x as tf.Tensor4D, size, strides, pad), [flat], 5e-4);
        const deep = numbers([2, 5, 4, 6, 2], 1, low, high);
        itAgrees(`${title}, 3-D`, (x) => tf.maxPool3d(x as tf.Tensor5D, size, strides, pad), [deep], 2e-4);
      }
    }
  }

  itAgrees(
    'a window of unequal sides',
    (x) => tf.maxPool(x as tf.Tensor4D, [3, 2], [2, 1], 'same'),
    [numbers([2, 7, 6, 3], 1, -2, -1)],
    5e-4,
  );
  itAgrees(
    'a window of unequal sides, 3-D',
    (x) => tf.maxPool3d(x as tf.Tensor5D, [1, 3, 2], [1, 2, 1], 'same'),
    [numbers([2, 3, 7, 5, 2], 1, -2, -1)],
    5e-4,
  );

  it('gives the gradient of equal values to the first of them', async () => {
    const equal = { shape: [1, 4, 4, 1], values: new Float32Array(16).fill(-3) };
    const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid');
    await use('cpu');
    const [, cpu] = await outputAndGradients(pool, [equal]);
    await use('wasm');
    const [, wasm] = await outputAndGradients(pool, [equal]);
    expect(wasm).to.deep.equal(cpu);
    expect([...(wasm ?? [])].filter((value) => value !== 0)).to.have.length(4);
  });
});
