import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { itAgrees, numbers, outputAndGradients, relativeDifference, use } from '../gradients.js';
import { leftBy, nothing, simdBuilds, spoilFreeMemory, useBuild } from './builds.js';

const widths = [1, 3, 4, 7, 8, 9, 16, 63];

describe('bias and its gradient', () => {
  for (const width of widths) {
    itAgrees(`${width} columns`, (x, bias) => tf.add(x, bias), [numbers([2, 3, 5, width], 1), numbers([width], 2)], 0.25);
  }
  itAgrees('a row alone', (x, bias) => tf.add(x, bias), [numbers([9], 1), numbers([9], 2)], 0.25);
  itAgrees('a column to every row', (x, y) => tf.add(x, y), [numbers([4, 9], 1), numbers([4, 1], 2)], 0.25);
});

describe('sums', () => {
  for (const [axes, keepDims] of [
    [[0], false],
    [[0, 1], true],
    [[1, 0], false],
    [[1], false],
    [[0, 2], false],
    [[0, 1, 2], false],
  ] as const) {
    itAgrees(`over axes ${axes}, keepDims ${keepDims}`, (x) => tf.sum(x, [...axes], keepDims), [numbers([7, 5, 9], 1, 0, 1)], 0.25);
  }

  for (const build of simdBuilds) {
    it(`of a hundred thousand rows keep six digits, and NaN stays in its column, ${build} build`, async () => {
      await useBuild(build);
      const rows = 100_003;
      const x = numbers([rows, 3], 1, 0, 1);
      const total = (column: number) => x.values.reduce((sum, value, at) => (at % 3 === column ? sum + value : sum), 0);
      const exact = [total(0), total(1), total(2)];
      spoilFreeMemory();
      const sums = tf.tidy(() => tf.sum(tf.tensor2d(x.values, [rows, 3]), 0).dataSync<'float32'>());
      expect(relativeDifference(sums, exact)).to.be.below(1e-6);
      x.values[3 * 500 + 1] = Number.NaN;
      const [first, second, third] = tf.tidy(() => tf.sum(tf.tensor2d(x.values, [rows, 3]), 0).dataSync());
      expect([first, third].every(Number.isFinite)).to.equal(true);
      expect(second).to.be.NaN;
    });
  }
});

describe('the gradient of ReLU', () => {
  for (const width of widths) itAgrees(`${width} numbers`, (x) => tf.relu(x), [numbers([width], 3, -1, 1.05)], 1e-3);

  it('is zero at zero, and is that of TensorFlow.js on the cpu backend', async () => {
    const x = { shape: [5], values: Float32Array.of(-1, -0, 0, 1e-38, 2) };
    const relu = (input: tf.Tensor) => tf.relu(input);
    await use('cpu');
    const [, cpu] = await outputAndGradients(relu, [x]);
    await use('wasm');
    const [, wasm] = await outputAndGradients(relu, [x]);
    expect([...(wasm ?? [])]).to.deep.equal([...(cpu ?? [])]);
    expect(wasm?.[2]).to.equal(0);
  });
});

describe('max pooling over windows side by side', () => {
  for (const [height, width, channels] of [
    [2, 2, 1],
    [3, 3, 3],
    [7, 6, 4],
    [6, 9, 7],
    [8, 8, 8],
    [5, 4, 9],
    [2, 2, 63],
  ] as const) {
    itAgrees(
      `${height}×${width}×${channels}, negative values`,
      (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'),
      [numbers([2, height, width, channels], 1, -2, -1)],
      1e-4,
    );
  }

  for (const [high, wide] of [
    [1, 2],
    [2, 1],
    [3, 3],
    [2, 3],
    [1, 1],
  ] as const) {
    itAgrees(
      `windows of ${high} × ${wide}`,
      (x) => tf.maxPool(x as tf.Tensor4D, [high, wide], [high, wide], 'valid'),
      [numbers([2, 7, 8, 5], 1)],
      1e-4,
    );
  }

  it('gives the gradient of equal values to the first of them', async () => {
    const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid');
    for (const build of simdBuilds) {
      for (const channels of [1, 4]) {
        await useBuild(build);
        const equal = { shape: [1, 2, 2, channels], values: new Float32Array(4 * channels).fill(-3) };
        const [, gradient = new Float32Array()] = await outputAndGradients(pool, [equal]);
        expect([...gradient].map((value) => value !== 0)).to.deep.equal([...equal.values.keys()].map((at) => at < channels));
      }
    }
  });
});

describe('a second handle on a tensor', () => {
  it('shares its memory and outlives it', async () => {
    await use('wasm');
    const left = await leftBy(() => {
      const x = tf.tensor1d([1, 2, 3]);
      const before = tf.memory().numDataBuffers;
      const handle = tf.clone(x);
      expect(tf.memory().numDataBuffers).to.equal(before);
      x.dispose();
      expect([...handle.dataSync()]).to.deep.equal([1, 2, 3]);
      handle.dispose();
    });
    expect(left).to.deep.equal(nothing);
  });
});
