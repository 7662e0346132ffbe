import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { affineConvolution, type Fused } from '../../../../../src/model/layers/affine.js';
import { type Numbers, numbers, outputAndGradients, relativeDifference, itAgrees, use } from '../../gradients.js';
import { simdBuilds, useBuild } from '../../simd/builds.js';

type Four = [number, number, number, number];

/** Whole and broken blocks of pixels, tiles and vectors of filters; padding and strides; channels enough for Winograd's way. */
const convolutions: { image: Four; filter: Four; strides?: [number, number]; pad?: 'valid' | 'same' }[] = [
  { image: [2, 12, 11, 3], filter: [5, 5, 3, 8] },
  { image: [3, 6, 7, 2], filter: [3, 2, 2, 5], pad: 'same' },
  { image: [1, 13, 9, 1], filter: [3, 3, 1, 1], strides: [2, 2] },
  { image: [2, 1, 40, 4], filter: [1, 7, 4, 12], strides: [1, 3] },
  { image: [2, 7, 6, 16], filter: [3, 3, 16, 24], pad: 'same' },
];

const once: [number, number] = [1, 1];

const convolved =
  (activation: Fused, strides: [number, number], pad: 'valid' | 'same') =>
  (x: tf.Tensor, w: tf.Tensor, bias?: tf.Tensor): tf.Tensor =>
    affineConvolution({ x: x as tf.Tensor4D, kernel: w as tf.Tensor4D, bias, activation }, strides, pad);

describe('convolution with bias and ReLU in one kernel', () => {
  for (const { image, filter, strides = once, pad = 'valid' } of convolutions) {
    const title = `${image.join('×')} by ${filter.join('×')}, strides ${strides.join()}, pad ${pad}`;
    const inputs = [numbers(image, 1), numbers(filter, 2)];
    const bias = numbers(filter.slice(3), 3);
    itAgrees(`${title}, bias`, convolved('linear', strides, pad), [...inputs, bias], 0.1);
    itAgrees(`${title}, bias and ReLU`, convolved('relu', strides, pad), [...inputs, bias], 2e-4);
    itAgrees(`${title}, ReLU without bias`, convolved('relu', strides, pad), inputs, 2e-4);
  }

  for (const build of simdBuilds) {
    it(`carries NaN on, ${build} build`, async () => {
      await useBuild(build);
      const spoilt: Numbers = { shape: [1, 4, 4, 1], values: numbers([1, 4, 4, 1], 1).values.with(5, Number.NaN) };
      const inputs = [spoilt, numbers([2, 2, 1, 4], 2), numbers([4], 3)];
      const [y = new Float32Array()] = await outputAndGradients(convolved('relu', [1, 1], 'valid'), inputs);
      expect(y.filter(Number.isNaN)).to.have.length(4 * 4);
    });
  }

  it('leaves other activations to the original', async () => {
    const [x, w, b] = [numbers([1, 5, 5, 2], 1), numbers([3, 3, 2, 4], 2), numbers([4], 3)];
    const answers = async (backend: 'cpu' | 'wasm') => {
      await use(backend);
      return tf.tidy(() => {
        const [image, filter] = [tf.tensor4d(x.values, [1, 5, 5, 2]), tf.tensor4d(w.values, [3, 3, 2, 4])];
        return tf.fused
          .conv2d({ x: image, filter, strides: 1, pad: 'same', bias: tf.tensor1d(b.values), activation: 'relu6' })
          .dataSync<'float32'>();
      });
    };
    const [expected, found] = [await answers('cpu'), await answers('wasm')];
    expect(relativeDifference(found, expected)).to.be.below(1e-5);
  });

  it('refuses a bias for another number of filters', async () => {
    await use('wasm');
    const wrong = () =>
      tf.tidy(() => convolved('relu', [1, 1], 'valid')(tf.ones([1, 4, 4, 1]), tf.ones([2, 2, 1, 4]), tf.ones([3])).dataSync());
    expect(wrong).to.throw('has as many biases, not 3');
  });
});
