import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { itAgrees, numbers, outputAndGradients } from '../gradients.js';
import { simdBuilds, spoilFreeMemory, useBuild } from './builds.js';

type Convolution = {
  image: [number, number, number, number];
  filter: [number, number, number, number];
  strides?: number | [number, number];
  pad?: 'valid' | 'same' | number;
};

/** Channels below, at and above a panel of eight, and pixels that fill no tile; the courses' 5 × 5 and 3 × 3; padding that crops the gradient. */
const convolutions: Convolution[] = [
  { image: [1, 1, 1, 1], filter: [1, 1, 1, 1] },
  { image: [1, 3, 3, 1], filter: [3, 3, 1, 1] },
  { image: [2, 9, 9, 3], filter: [5, 5, 3, 8] },
  { image: [7, 3, 3, 9], filter: [3, 3, 9, 8] }, // one output an image: tiles reach over images
  { image: [5, 6, 5, 2], filter: [3, 3, 2, 9], strides: [2, 2] },
  { image: [1, 9, 7, 8], filter: [5, 5, 8, 16] },
  { image: [1, 7, 9, 7], filter: [3, 3, 7, 9], pad: 'same' },
  { image: [1, 5, 6, 9], filter: [3, 3, 9, 7], pad: 'same', strides: 2 },
  { image: [1, 21, 21, 1], filter: [2, 2, 1, 3] },
  { image: [3, 4, 33, 2], filter: [1, 3, 2, 17], strides: [1, 2] },
  { image: [1, 30, 30, 1], filter: [3, 3, 1, 8] },
  { image: [1, 6, 6, 2], filter: [2, 2, 2, 3], pad: 2 },
  { image: [2, 7, 7, 2], filter: [1, 1, 2, 3], pad: 1, strides: 2 },
  { image: [1, 63, 1, 3], filter: [8, 1, 3, 9], strides: [3, 1], pad: 'same' },
];

describe('convolutions by the SIMD module', () => {
  for (const { image, filter, strides = 1, pad = 'valid' } of convolutions) {
    itAgrees(
      `${image.join('×')} by ${filter.join('×')}, strides ${strides}, pad ${pad}`,
      (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad),
      [numbers(image, 1), numbers(filter, 2)],
      0.25,
    );
  }

  for (const build of simdBuilds) {
    it(`carries NaN to the outputs whose patch holds it, and nowhere else, ${build} build`, async () => {
      await useBuild(build);
      const [x, w] = [numbers([2, 8, 8, 3], 1), numbers([3, 3, 3, 5], 2)];
      x.values[((1 * 8 + 4) * 8 + 2) * 3 + 1] = Number.NaN; // second image, row 4, column 2
      const y = tf.tidy(() => tf.conv2d(tf.tensor4d(x.values, [2, 8, 8, 3]), tf.tensor4d(w.values, [3, 3, 3, 5]), 1, 'same').dataSync());
      for (const [at, value] of y.entries()) {
        const [n, row, column] = [Math.floor(at / 320), Math.floor(at / 40) % 8, Math.floor(at / 5) % 8];
        const sees = n === 1 && Math.abs(row - 4) <= 1 && Math.abs(column - 2) <= 1;
        expect(Number.isNaN(value), `image ${n}, row ${row}, column ${column}`).to.equal(sees);
      }
    });

    it(`gives the same bits every time, ${build} build`, async () => {
      await useBuild(build);
      const convolve = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same');
      const inputs = [numbers([3, 11, 13, 5], 1), numbers([3, 3, 5, 11], 2)];
      const first = await outputAndGradients(convolve, inputs);
      spoilFreeMemory();
      expect(await outputAndGradients(convolve, inputs)).to.deep.equal(first);
    });
  }
});
