import * as tf from '@tensorflow/tfjs-core';
import { itAgrees, numbers } from '../../gradients.js';

type Convolution = { image: number[]; filter: number[]; strides?: number | [number, number]; pad?: 'valid' | 'same' | number };

/** Convolutions whose filter reaches every row, leaves rows out, is wider than the stride or narrower, even and odd. */
const convolutions: Convolution[] = [
  { image: [2, 7, 6, 3], filter: [3, 2, 3, 4] },
  { image: [2, 7, 6, 3], filter: [3, 3, 3, 4], pad: 'same' },
  { image: [2, 6, 6, 2], filter: [4, 4, 2, 3], pad: 'same' },
  { image: [3, 8, 9, 2], filter: [3, 3, 2, 5], strides: 2 },
  { image: [3, 8, 9, 2], filter: [3, 3, 2, 5], strides: 2, pad: 'same' },
  { image: [2, 10, 7, 2], filter: [2, 3, 2, 3], strides: [3, 2] },
  { image: [2, 10, 10, 2], filter: [2, 2, 2, 3], strides: 4 },
  { image: [2, 10, 10, 2], filter: [1, 1, 2, 3], strides: 2, pad: 'same' },
  { image: [2, 5, 5, 3], filter: [1, 1, 3, 4] },
  { image: [2, 6, 5, 2], filter: [3, 3, 2, 2], pad: 1 },
  { image: [2, 5, 5, 2], filter: [5, 5, 2, 6] },
  { image: [1, 9, 1, 1], filter: [4, 1, 1, 1], strides: [2, 1], pad: 'same' },
];

describe('gradients of conv2d', () => {
  for (const { image, filter, strides = 1, pad = 'valid' } of convolutions) {
    itAgrees(
      `${image.join('×')} by ${filter.join('×')}, strides ${strides}, pad ${pad}`,
      (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad),
      [numbers(image, 1), numbers(filter, 2)],
      0.25,
    );
  }
});
