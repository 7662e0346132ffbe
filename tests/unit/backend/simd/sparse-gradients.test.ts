import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { simdOf } from '../../../../src/backend/simd/load.js';
import { addressOf } from '../../../../src/backend/simd/memory.js';
import { itAgrees, numbers, outputAndGradients } from '../gradients.js';
import { simdBuilds, spoilFreeMemory, useBuild, wasm } from './builds.js';

type Four = [number, number, number, number];
type Convolution = { image: Four; filter: Four; strides?: number | [number, number]; pad?: 'valid' | 'same' | number };

/** Rows of a filter below, at and above a group of sixteen numbers; images above a band; padding, strides, rows that no filter reaches. */
const convolutions: Convolution[] = [
  { image: [3, 9, 9, 4], filter: [5, 5, 4, 8] },
  { image: [2, 9, 8, 3], filter: [5, 5, 3, 4] }, // only the filter's gradient by lists: three channels
  { image: [2, 6, 7, 8], filter: [3, 3, 8, 4], pad: 'same' },
  { image: [2, 8, 9, 4], filter: [1, 1, 4, 8] },
  { image: [2, 8, 9, 4], filter: [2, 3, 4, 4], strides: [3, 2] },
  { image: [2, 10, 9, 12], filter: [3, 3, 12, 4], strides: 2, pad: 'same' },
  { image: [2, 1, 97, 8], filter: [1, 40, 8, 12], strides: [1, 10] },
  { image: [1, 60, 45, 20], filter: [3, 3, 20, 4], pad: 1 },
  { image: [1, 5, 6, 16], filter: [2, 2, 16, 4], pad: 2 },
];

/** 1 at about one place in `every`, 0 elsewhere, in no regular pattern. */
const mask = (shape: number[], every: number): tf.Tensor => {
  const { values } = numbers(shape, 5, 0, every);
  return tf.tensor(
    values.map((value) => Number(value < 1)),
    shape,
  );
};

const masked = (every: number, strides: number | [number, number], pad: 'valid' | 'same' | number) => (x: tf.Tensor, w: tf.Tensor) => {
  const y = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad);
  return tf.mul(y, mask(y.shape, every));
};

describe('gradients of a convolution whose output has a gradient of mostly zeros', () => {
  for (const { image, filter, strides = 1, pad = 'valid' } of convolutions) {
    itAgrees(
      `${image.join('×')} by ${filter.join('×')}, strides ${strides}, pad ${pad}`,
      masked(6, strides, pad),
      [numbers(image, 1), numbers(filter, 2)],
      0.25,
    );
  }
  itAgrees(
    'of nothing but zeros and a last number',
    (x, w) => {
      const y = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'valid');
      return tf.mul(
        y,
        tf.tensor(
          Float32Array.from({ length: y.size }, (_, at) => Number(at === y.size - 1)),
          y.shape,
        ),
      );
    },
    [numbers([2, 9, 9, 4], 1), numbers([3, 3, 4, 8], 2)],
    0.25,
  );

  for (const build of simdBuilds) {
    it(`are the same bits every time, ${build} build`, async () => {
      await useBuild(build);
      const inputs = [numbers([3, 11, 13, 8], 1), numbers([3, 3, 8, 12], 2)];
      const first = await outputAndGradients(masked(4, 1, 'same'), inputs);
      spoilFreeMemory();
      expect(await outputAndGradients(masked(4, 1, 'same'), inputs)).to.deep.equal(first);
    });

    it(`carry NaN on, ${build} build`, async () => {
      await useBuild(build);
      const [x, w] = [numbers([1, 9, 9, 4], 1), numbers([3, 3, 4, 8], 2)];
      const spoilt = (a: tf.Tensor, b: tf.Tensor) => {
        const y = tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'valid');
        return tf.mul(
          y,
          tf.tensor(
            Float32Array.from({ length: y.size }, (_, at) => (at === 77 ? Number.NaN : 0)),
            y.shape,
          ),
        );
      };
      const [, dx = new Float32Array(), dw = new Float32Array()] = await outputAndGradients(spoilt, [x, w]);
      expect(dx.filter(Number.isNaN)).to.have.length(3 * 3 * 4);
      expect(dw.filter(Number.isNaN)).to.have.length(3 * 3 * 4);
    });

    it(`leave out what is too small to count, ${build} build`, async () => {
      await useBuild(build);
      const [x, w] = [numbers([1, 9, 9, 4], 1), numbers([3, 3, 4, 8], 2)];
      const tiny = (a: tf.Tensor, b: tf.Tensor) => tf.mul(masked(6, 1, 'valid')(a, b), 1e-41);
      const [, ...gradients] = await outputAndGradients(tiny, [x, w]);
      for (const gradient of gradients) expect(gradient.every((value) => value === 0)).to.equal(true);
    });

    it(`are told from others by a sample, ${build} build`, async () => {
      await useBuild(build);
      const share = (values: Float32Array) =>
        tf.tidy(() => simdOf(wasm()).shareOfNonZeros(addressOf(wasm(), tf.tensor1d(values)), values.length));
      expect(share(new Float32Array(5000))).to.equal(0);
      expect(share(new Float32Array(5000).fill(-1))).to.equal(1);
      expect(share(new Float32Array(5000).fill(-0))).to.equal(0);
      expect(share(new Float32Array(5000).fill(Number.NaN))).to.equal(1);
      expect(share(Float32Array.from({ length: 100_000 }, (_, at) => Number(at % 4 === 0)))).to.equal(0.25);
      expect(share(new Float32Array(3)), 'too few to tell').to.equal(1);
    });
  }
});

describe('gradients of a convolution that rounds its sizes up', () => {
  it('are refused in words', async () => {
    await useBuild('plain');
    const f = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 0, 'NHWC', 1, 'ceil');
    let message = '';
    await outputAndGradients(f, [numbers([1, 6, 6, 1], 1), numbers([3, 3, 1, 2], 2)]).catch((error: Error) => {
      message = error.message;
    });
    expect(message).to.contain('round their sizes up');
  });
});
