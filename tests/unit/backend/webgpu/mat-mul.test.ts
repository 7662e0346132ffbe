import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { examineWebgpu } from '../../../../src/backend/hardware.js';
import { prepareBackends } from '../../../../src/backend/packages.js';
import { affineProduct } from '../../../../src/model/layers/affine.js';
import { numbers, relativeDifference } from '../gradients.js';

const product = async (backend: string, inner: number, transposeA: boolean): Promise<Float32Array> => {
  await tf.setBackend(backend);
  const left = numbers(transposeA ? [inner, 4] : [4, inner], 1);
  const right = numbers([48, inner], 2);
  const before = tf.memory().numTensors;
  const result = tf.tidy(() => tf.matMul(tf.tensor(left.values, left.shape), tf.tensor(right.values, right.shape), transposeA, true));
  const values = Float32Array.from(await result.data<'float32'>());
  result.dispose();
  expect(tf.memory().numTensors).to.equal(before);
  return values;
};

describe('products on WebGPU, with a transposed right operand or what follows them', () => {
  before(async function () {
    const { available, words } = await examineWebgpu();
    if (!available) {
      console.log(`WebGPU is not tested here. ${words}`);
      this.skip();
    }
    prepareBackends();
  });

  for (const inner of [64, 1999, 2000, 2048, 2100]) {
    for (const transposeA of [false, true]) {
      it(`are right over ${inner} numbers${transposeA ? ', the left one transposed too' : ''}`, async () => {
        const found = await product('webgpu', inner, transposeA);
        expect(relativeDifference(found, await product('cpu', inner, transposeA))).to.be.below(1e-5);
      });
    }
  }

  it('are right with bias and ReLU, over so many numbers that the product is put together from parts', async () => {
    const [left, right, bias] = [numbers([6, 2100], 1), numbers([2100, 48], 2), numbers([48], 3)];
    const answers = async (backend: string) => {
      await tf.setBackend(backend);
      return tf.tidy(() => {
        const [x, kernel] = [tf.tensor(left.values, [6, 2100]) as tf.Tensor2D, tf.tensor(right.values, [2100, 48]) as tf.Tensor2D];
        return affineProduct({ x, kernel, bias: tf.tensor1d(bias.values), activation: 'relu' });
      });
    };
    const result = await answers('webgpu');
    const found = Float32Array.from(await result.data<'float32'>());
    const expected = await answers('cpu');
    expect(relativeDifference(found, await expected.data<'float32'>())).to.be.below(1e-5);
    tf.dispose([result, expected]);
  });
});
