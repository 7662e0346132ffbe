import * as tf from '@tensorflow/tfjs-core';
import { itAgrees, numbers } from '../../gradients.js';

const activations = ['linear', 'relu', 'sigmoid'] as const;

describe('matMul with transposed operands', () => {
  for (const [transposeA, transposeB] of [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ] as const) {
    const a = transposeA ? [5, 3] : [3, 5];
    const b = transposeB ? [4, 5] : [5, 4];
    const title = `transposeA ${transposeA}, transposeB ${transposeB}`;
    itAgrees(title, (x, y) => tf.matMul(x, y, transposeA, transposeB), [numbers(a, 1), numbers(b, 2)], 0.25);
    itAgrees(
      `${title}, three of them at once`,
      (x, y) => tf.matMul(x, y, transposeA, transposeB),
      [numbers([3, ...a], 1), numbers([3, ...b], 2)],
      0.25,
    );
    for (const activation of activations) {
      itAgrees(
        `${title}, with bias and ${activation}`,
        (x, y, bias) => tf.fused.matMul({ a: x, b: y, transposeA, transposeB, bias, activation }),
        [numbers(a, 1), numbers(b, 2), numbers([4], 3)],
      );
    }
  }

  itAgrees('a row by a column', (x, y) => tf.matMul(x, y, true, true), [numbers([5, 1], 1), numbers([1, 5], 2)], 0.25);
});
