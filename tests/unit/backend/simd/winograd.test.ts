import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { itAgrees, numbers, outputAndGradients, relativeDifference, use } from '../gradients.js';
import { simdBuilds, spoilFreeMemory, useBuild } from './builds.js';

type Four = [number, number, number, number];
type Convolution = { image: Four; filters: number; pad?: 'valid' | 'same' | number };

/** Tiles that the image fills and does not; less than a tile's rows of them; more than a block of them; uneven channels; wide padding. */
const convolutions: Convolution[] = [
  { image: [1, 6, 6, 16], filters: 16 },
  { image: [2, 6, 7, 16], filters: 24 },
  { image: [2, 4, 5, 24], filters: 16, pad: 'same' },
  { image: [1, 9, 6, 40], filters: 16, pad: 'same' },
  { image: [1, 5, 6, 16], filters: 16, pad: 2 },
  { image: [1, 4, 4, 16], filters: 16, pad: 3 },
  { image: [3, 33, 29, 16], filters: 16, pad: 1 },
];

const convolution = (pad: 'valid' | 'same' | number) => (x: tf.Tensor, w: tf.Tensor) =>
  tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, pad);

describe('convolutions by 3 × 3 filters at the points of Winograd', () => {
  for (const { image, filters, pad = 'valid' } of convolutions) {
    itAgrees(
      `${image.join('×')}, ${filters} filters, pad ${pad}`,
      convolution(pad),
      [numbers(image, 1), numbers([3, 3, image[3], filters], 2)],
      0.25,
    );
  }

  for (const build of simdBuilds) {
    it(`keep five and a half digits, gradients too, ${build} build`, async () => {
      // values of one sign, after ReLU: the sums are large beside the differences that they are put together from
      const inputs = [numbers([2, 12, 12, 64], 1, 0, 1), numbers([3, 3, 64, 32], 2)];
      await use('cpu');
      const cpu = await outputAndGradients(convolution('same'), inputs);
      await useBuild(build);
      spoilFreeMemory();
      const wasm = await outputAndGradients(convolution('same'), inputs);
      for (const [i, expected] of cpu.entries()) expect(relativeDifference(wasm[i] ?? [], expected)).to.be.below(3e-6);
    });

    it(`are the same bits every time, ${build} build`, async () => {
      await useBuild(build);
      const inputs = [numbers([2, 11, 13, 16], 1), numbers([3, 3, 16, 24], 2)];
      const first = await outputAndGradients(convolution('same'), inputs);
      spoilFreeMemory();
      expect(await outputAndGradients(convolution('same'), inputs)).to.deep.equal(first);
    });

    it(`carry NaN to every output whose patch holds it, and no further than the tile, ${build} build`, async () => {
      await useBuild(build);
      const [x, w] = [numbers([2, 12, 12, 16], 1), numbers([3, 3, 16, 16], 2)];
      x.values[((1 * 12 + 5) * 12 + 5) * 16 + 1] = Number.NaN; // second image, row 5, column 5: in the middle of a tile of outputs
      const y = tf.tidy(() =>
        tf.conv2d(tf.tensor4d(x.values, [2, 12, 12, 16]), tf.tensor4d(w.values, [3, 3, 16, 16]), 1, 'same').dataSync(),
      );
      for (const [at, value] of y.entries()) {
        const [n, row, column] = [Math.floor(at / 2304), Math.floor(at / 192) % 12, Math.floor(at / 16) % 12];
        const sees = n === 1 && Math.abs(row - 5) <= 1 && Math.abs(column - 5) <= 1;
        const near = n === 1 && row >= 4 && row < 8 && column >= 4 && column < 8;
        if (sees) expect(value, `row ${row}, column ${column}`).to.be.NaN;
        if (!near) expect(Number.isNaN(value), `image ${n}, row ${row}, column ${column}`).to.equal(false);
      }
    });
  }
});
