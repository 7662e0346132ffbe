import * as tf from '@tensorflow/tfjs-core';
import { itAgrees, numbers } from '../../gradients.js';

describe('gradients of a depthwise convolution', () => {
  for (const multiplier of [1, 3]) {
    for (const strides of [1, 2, 3] as const) {
      for (const pad of ['valid', 'same'] as const) {
        itAgrees(
          `multiplier ${multiplier}, strides ${strides}, pad ${pad}`,
          (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad),
          [numbers([2, 7, 8, 4], 1), numbers([3, 2, 4, multiplier], 2)],
          0.25,
        );
      }
    }
  }
});
