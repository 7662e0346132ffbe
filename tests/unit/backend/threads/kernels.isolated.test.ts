import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { onePassUpdate } from '../../../../src/backend/one-pass.js';
import { attachSimd } from '../../../../src/backend/simd/load.js';
import { affineConvolution, type Fused } from '../../../../src/model/layers/affine.js';
import { type Differentiable, type Numbers, numbers, outputAndGradients, relativeDifference } from '../gradients.js';
import { leftBy, nothing, simdBuilds, spoilFreeMemory, useBuild, wasm } from '../simd/builds.js';
import { jobsOn } from './jobs.js';

const conv =
  (strides: number, pad: 'valid' | 'same'): Differentiable =>
  (x, w) =>
    tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad);

const affine = (activation: Fused, x: tf.Tensor, w: tf.Tensor, bias?: tf.Tensor) =>
  affineConvolution({ x: x as tf.Tensor4D, kernel: w as tf.Tensor4D, bias, activation }, [1, 1], 'valid');

/** Each with enough work for three threads, and lengths that no number of threads divides. */
const kernels: Record<string, { f: Differentiable; inputs: Numbers[] }> = {
  'a product with a long result': { f: (a, b) => tf.matMul(a, b), inputs: [numbers([1021, 67], 1), numbers([67, 131], 2)] },
  'a product with a wide result': { f: (a, b) => tf.matMul(a, b, false, true), inputs: [numbers([61, 133], 1), numbers([1019, 133], 2)] },
  'a convolution': { f: conv(1, 'valid'), inputs: [numbers([7, 23, 21, 9], 1), numbers([5, 5, 9, 11], 2)] },
  'a convolution with padding and strides': { f: conv(2, 'same'), inputs: [numbers([7, 41, 43, 9], 1), numbers([3, 3, 9, 17], 2)] },
  'a convolution at the points of Winograd': { f: conv(1, 'same'), inputs: [numbers([7, 23, 21, 16], 1), numbers([3, 3, 16, 24], 2)] },
  'a convolution behind max pooling, with padding and strides': {
    f: (x, w) => tf.maxPool(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'), 2, 2, 'valid'),
    inputs: [numbers([7, 41, 43, 12], 1), numbers([5, 5, 12, 16], 2)],
  },
  'a convolution with bias and ReLU, behind max pooling': {
    f: (x, w, bias) => tf.maxPool(affine('relu', x, w, bias) as tf.Tensor4D, 2, 2, 'valid'),
    inputs: [numbers([7, 25, 23, 8], 1), numbers([5, 5, 8, 12], 2), numbers([12], 3)],
  },
  'a convolution with ReLU and no bias': {
    f: (x, w) => affine('relu', x, w),
    inputs: [numbers([7, 23, 21, 9], 1), numbers([5, 5, 9, 11], 2)],
  },
  'pooling and ReLU': {
    f: (x) => tf.maxPool(tf.relu(x as tf.Tensor4D), 2, 2, 'valid'),
    inputs: [numbers([7, 63, 61, 33], 1)],
  },
  'a convolution of volumes': {
    f: (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 1, 'same'),
    inputs: [numbers([2, 11, 13, 21, 9], 1), numbers([3, 2, 3, 9, 11], 2)],
  },
  'a convolution of volumes with strides': {
    f: (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, [2, 1, 7], 'valid'),
    inputs: [numbers([1, 23, 21, 43, 3], 1), numbers([3, 3, 7, 3, 17], 2)],
  },
  'a depthwise convolution': {
    f: (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'),
    inputs: [numbers([7, 63, 61, 33], 1), numbers([5, 5, 33, 2], 2)],
  },
  'pooling of volumes': {
    f: (x) => tf.avgPool3d(tf.maxPool3d(x as tf.Tensor5D, 3, 1, 'same'), 2, 2, 'valid'),
    inputs: [numbers([5, 13, 21, 23, 17], 1)],
  },
  'a bias': { f: (x, bias) => tf.add(x, bias), inputs: [numbers([7, 63, 61, 33], 1), numbers([33], 2)] },
};

/** The function's output and gradients with this many threads, and the number of jobs that threads shared. */
async function withThreads(threads: number, { f, inputs }: { f: Differentiable; inputs: Numbers[] }) {
  const { result: results, jobs } = await jobsOn(threads, () => outputAndGradients(f, inputs));
  return { results, jobs };
}

describe('kernels with threads', () => {
  before(() => useBuild('relaxed'));

  for (const [name, kernel] of Object.entries(kernels)) {
    it(`${name}: the same as with one to float32's rounding, and every time to the bit`, async () => {
      const alone = await withThreads(1, kernel);
      expect(alone.jobs).to.equal(0);
      for (const threads of [2, 3]) {
        const { results, jobs } = await withThreads(threads, kernel);
        expect(jobs, `${threads} threads: jobs`).to.be.above(0);
        for (const [i, result] of results.entries()) {
          expect(relativeDifference(result, alone.results[i] as Float32Array), `${threads} threads: result ${i}`).to.be.below(1e-5);
        }
        for (let repeat = 0; repeat < 5; repeat++) {
          spoilFreeMemory();
          expect(await outputAndGradients(kernel.f, kernel.inputs), `${threads} threads, again`).to.deep.equal(results);
        }
      }
    });
  }

  for (const build of simdBuilds) {
    it(`the optimizers' updates are the same to the bit, ${build} build`, async () => {
      const count = 1_000_003;
      const update = async (threads: number) => {
        await attachSimd(wasm(), build, { threads });
        const [w, m, s] = [1, 2, 3].map((seed) => tf.variable(tf.tensor1d(numbers([count], seed, 0, 1).values))) as [
          tf.Variable,
          tf.Variable,
          tf.Variable,
        ];
        const g = tf.tensor1d(numbers([count], 4).values);
        onePassUpdate({ name: 'sgd', rate: 0.1 }, w, [], g);
        onePassUpdate({ name: 'momentum', rate: 0.1, beta: 0.9 }, w, [m], g);
        onePassUpdate({ name: 'adam', rate: 0.1, epsilon: 1e-7, beta1: 0.9, beta2: 0.99 }, w, [m, s], g);
        const values = [w, m, s].map((variable) => variable.dataSync<'float32'>());
        tf.dispose([w, m, s, g]);
        return values;
      };
      const alone = await update(1);
      for (const threads of [2, 3]) expect(await update(threads)).to.deep.equal(alone);
    });
  }

  for (const build of simdBuilds) {
    it(`updates by a product that waits are the same to the bit, ${build} build`, async () => {
      const update = async (threads: number) => {
        await attachSimd(wasm(), build, { threads });
        const w = tf.tidy(() => tf.variable(tf.tensor2d(numbers([1021, 131], 1).values, [1021, 131])));
        const g = tf.tidy(() =>
          tf.matMul(tf.tensor2d(numbers([67, 1021], 2).values, [67, 1021]), tf.tensor2d(numbers([67, 131], 3).values, [67, 131]), true),
        );
        onePassUpdate({ name: 'sgd', rate: 0.1 }, w, [], g);
        const values = w.dataSync<'float32'>();
        tf.dispose([w, g]);
        return values;
      };
      const alone = await update(1);
      for (const threads of [2, 3]) expect(await update(threads)).to.deep.equal(alone);
    });
  }

  it('leave no tensor and no scratch behind', async () => {
    await attachSimd(wasm(), 'relaxed', { threads: 2 });
    for (const { f, inputs } of Object.values(kernels)) expect(await leftBy(() => outputAndGradients(f, inputs))).to.deep.equal(nothing);
  });
});
