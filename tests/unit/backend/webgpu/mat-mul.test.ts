import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { examineWebgpu } from '../../../../src/backend/hardware.js';
import { prepareBackends } from '../../../../src/backend/packages.js';
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

describe('products with a transposed right operand on WebGPU', () => {
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
});
