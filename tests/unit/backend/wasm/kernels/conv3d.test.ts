import * as tf from '@tensorflow/tfjs-core';
import { itAgrees, numbers } from '../../gradients.js';

type Volumes = {
  image: [number, number, number, number, number];
  filter: [number, number, number, number, number];
  strides?: number | [number, number, number];
  pad?: 'valid' | 'same';
};

/** Filters larger and smaller than the stride, deep filters beside each other (as on light-cones), padding, odd sides, rims of tiles and panels. */
const convolutions: Volumes[] = [
  { image: [1, 4, 5, 5, 1], filter: [1, 3, 3, 1, 2] },
  { image: [1, 1, 1, 1, 1], filter: [1, 1, 1, 1, 1] },
  { image: [2, 3, 3, 3, 2], filter: [3, 3, 3, 2, 9] }, // one output a volume
  { image: [1, 5, 6, 23, 1], filter: [3, 3, 5, 1, 4], strides: [1, 1, 5] }, // three voxels left over
  { image: [2, 5, 6, 20, 1], filter: [3, 3, 5, 1, 9], strides: [1, 1, 5] },
  { image: [1, 5, 6, 21, 2], filter: [2, 2, 3, 2, 3], strides: [1, 1, 7], pad: 'same' }, // gaps
  { image: [1, 7, 8, 9, 3], filter: [1, 2, 1, 3, 2], strides: [3, 2, 4] }, // gaps everywhere
  { image: [1, 7, 8, 9, 3], filter: [1, 2, 1, 3, 2], strides: [3, 3, 3], pad: 'same' },
  { image: [1, 9, 3, 2, 8], filter: [4, 3, 2, 8, 8], strides: [2, 1, 1], pad: 'same' },
  { image: [1, 2, 2, 2, 3], filter: [3, 3, 3, 3, 5], strides: [4, 1, 3], pad: 'same' }, // strides beyond the volume
  { image: [1, 6, 2, 4, 1], filter: [2, 1, 4, 1, 9], strides: [1, 2, 3], pad: 'same' }, // negative padding: rows left out at the top
  { image: [2, 3, 2, 2, 8], filter: [1, 1, 1, 8, 1], strides: [2, 2, 3], pad: 'same' },
  { image: [1, 4, 40, 41, 1], filter: [2, 2, 1, 1, 88] }, // more than a slab
  { image: [1, 5, 80, 41, 2], filter: [2, 2, 3, 2, 41], strides: [2, 1, 2], pad: 'same' },
];

describe('conv3d and its gradients', () => {
  for (const strides of [1, 2, [1, 2, 3], [3, 1, 1]] as const) {
    for (const pad of ['valid', 'same'] as const) {
      itAgrees(
        `strides ${strides}, pad ${pad}`,
        (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, strides as number | [number, number, number], pad),
        [numbers([2, 6, 5, 7, 2], 1), numbers([3, 2, 3, 2, 4], 2)],
        0.25,
      );
    }
  }

  for (const { image, filter, strides = 1, pad = 'valid' } of convolutions) {
    itAgrees(
      `${image.join('×')} by ${filter.join('×')}, strides ${strides}, pad ${pad}`,
      (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, strides, pad),
      [numbers(image, 1), numbers(filter, 2)],
      0.25,
    );
  }
});
