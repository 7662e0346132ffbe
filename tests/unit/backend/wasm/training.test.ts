import { expect } from '@open-wc/testing';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { alive, numbers, use } from '../gradients.js';

/** Twelve steps of a small convolutional network on fixed numbers; the losses. */
async function train(backend: 'cpu' | 'wasm'): Promise<number[]> {
  await use(backend);
  const variable = (shape: number[], seed: number) => tf.tidy(() => tf.variable(tf.tensor(numbers(shape, seed, -0.3, 0.3).values, shape)));
  const weights = [variable([3, 3, 2, 4], 1), variable([4], 2), variable([3, 3, 4, 6], 3), variable([54, 5], 4)];
  const [first, bias, second, dense] = weights as [tf.Variable<tf.Rank.R4>, tf.Variable, tf.Variable<tf.Rank.R4>, tf.Variable<tf.Rank.R2>];
  const x = tf.tensor4d(numbers([8, 16, 16, 2], 5).values, [8, 16, 16, 2]);
  const truth = tf.tidy(() => tf.oneHot(tf.tensor1d([0, 1, 2, 3, 4, 0, 1, 2], 'int32'), 5));
  const loss = () => {
    const one = tf.maxPool(tf.elu(tf.add(tf.conv2d(x, first, 1, 'same'), bias)) as tf.Tensor4D, 2, 2, 'valid');
    const two = tf.maxPool(tf.tanh(tf.conv2d(one, second, 1, 'valid')), 2, 2, 'valid');
    const logits = tf.matMul(tf.reshape(two, [8, 54]) as tf.Tensor2D, dense);
    return tf.neg(tf.mean(tf.sum(tf.mul(truth, tf.logSoftmax(logits)), -1))) as tf.Scalar;
  };
  const losses: number[] = [];
  for (let step = 0; step < 12; step++) {
    const { value, grads } = tf.variableGrads(loss, weights);
    tf.tidy(() => {
      for (const weight of weights) weight.assign(tf.sub(weight, tf.mul(grads[weight.name] as tf.Tensor, 0.3)));
    });
    losses.push((await value.data())[0] as number);
    tf.dispose([value, grads]);
  }
  tf.dispose([...weights, x, truth]);
  return losses;
}

describe('training on wasm', () => {
  it('follows the cpu backend step by step, with negative values under the pools', async () => {
    const cpu = await train('cpu');
    const wasm = await train('wasm');
    expect(cpu[11]).to.be.below((cpu[0] as number) * 0.6);
    for (const [step, loss] of cpu.entries()) expect(wasm[step]).to.be.closeTo(loss, 1e-4 * loss);
  });

  it('leaves no tensor and no scratch behind, and the WASM memory does not grow', async () => {
    const memory = () => (tf.backend() as BackendWasm).wasm.HEAPU8.length;
    await train('wasm');
    const before = { ...alive(), memory: memory() };
    for (let run = 0; run < 10; run++) await train('wasm');
    expect({ ...alive(), memory: memory() }).to.deep.equal(before);
  });
});
