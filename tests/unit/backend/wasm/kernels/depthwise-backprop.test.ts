import * as tf from '@tensorflow/tfjs-core';
import { itAgrees, numbers } from '../../gradients.js';

type Depthwise = {
  image: [number, number, number, number];
  filter: [number, number, number, number];
  strides?: number | [number, number];
  pad?: 'valid' | 'same' | number;
};

/** Channels that fill no vector, one and several vectors; rows shorter than a vector; gaps; padding beyond the image. */
const convolutions: Depthwise[] = [
  { image: [1, 1, 1, 1], filter: [1, 1, 1, 1] },
  { image: [2, 9, 11, 1], filter: [3, 3, 1, 1], pad: 'same' },
  { image: [2, 9, 30, 3], filter: [5, 3, 3, 1], pad: 'same' },
  { image: [1, 9, 30, 6], filter: [3, 5, 6, 1] },
  { image: [2, 8, 19, 8], filter: [3, 3, 8, 1], pad: 'same' },
  { image: [1, 8, 19, 20], filter: [3, 3, 20, 1], pad: 'same', strides: 2 },
  { image: [1, 7, 13, 5], filter: [2, 3, 5, 2], strides: [1, 3] },
  { image: [1, 9, 12, 4], filter: [2, 2, 4, 1], strides: 4 },
  { image: [1, 9, 12, 2], filter: [1, 2, 2, 3], strides: [2, 5], pad: 'same' },
  { image: [1, 6, 6, 3], filter: [2, 2, 3, 1], pad: 3 },
  { image: [1, 3, 4, 2], filter: [5, 6, 2, 1], pad: 'same' },
];

describe('a depthwise convolution and its gradients', () => {
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

  for (const { image, filter, strides = 1, pad = 'valid' } of convolutions) {
    itAgrees(
      `${image.join('×')} by ${filter.join('×')}, strides ${strides}, pad ${pad}`,
      (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad),
      [numbers(image, 1), numbers(filter, 2)],
      0.25,
    );
  }
});
