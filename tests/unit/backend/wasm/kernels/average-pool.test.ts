import * as tf from '@tensorflow/tfjs-core';
import { itAgrees, numbers } from '../../gradients.js';

/** Window and stride of every axis; windows that overlap, leave gaps, and reach beyond the rim. */
const windows: [size: [number, number, number], strides: [number, number, number]][] = [
  [
    [2, 2, 2],
    [2, 2, 2],
  ],
  [
    [3, 2, 3],
    [1, 2, 2],
  ],
  [
    [1, 2, 1],
    [2, 3, 2],
  ],
];

describe('average pooling and its gradient', () => {
  for (const [size, strides] of windows) {
    for (const pad of ['valid', 'same'] as const) {
      for (const channels of [1, 4, 6]) {
        const title = `window ${size}, strides ${strides}, pad ${pad}, ${channels} channels`;
        itAgrees(title, (x) => tf.avgPool3d(x as tf.Tensor5D, size, strides, pad), [numbers([2, 4, 5, 6, channels], 1)], 0.25);
        const [, ...flat] = size;
        const [, ...flatStrides] = strides;
        const picture = numbers([2, 5, 6, channels], 1);
        itAgrees(`${title}, 2-D`, (x) => tf.avgPool(x as tf.Tensor4D, flat, flatStrides, pad), [picture], 0.25);
      }
    }
  }
});

describe('max pooling of channels that fill vectors, and of some more', () => {
  for (const channels of [4, 6, 9]) {
    for (const pad of ['valid', 'same'] as const) {
      const volume = numbers([1, 4, 5, 6, channels], 1);
      itAgrees(`${channels} channels, pad ${pad}`, (x) => tf.maxPool3d(x as tf.Tensor5D, [2, 3, 2], [1, 2, 2], pad), [volume], 2e-4);
    }
  }
});
