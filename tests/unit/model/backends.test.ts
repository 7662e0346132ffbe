import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../../../src/backend/choose.js';
import type { NetworkSpec } from '../../../src/contract/network.js';
import { Random } from '../../../src/data/random.js';
import { buildNetwork } from '../../../src/model/network.js';
import { everyNetwork } from './every-layer.js';
import { distance, spaced, spacedNumbers } from './random-tensors.js';

/** The logits, and the gradients of their weighted sum in a training pass for the input and every weight array, in one list. */
async function logitsAndGradients(backend: string, spec: NetworkSpec): Promise<number[]> {
  await tf.setBackend(backend);
  const network = buildNetwork(spec, 7);
  const x = tf.variable(spaced(3, network.info.inputShape));
  network.reseed(new Random(3));
  const numbers = tf.tidy(() => {
    const all = [x, ...network.trainable];
    const { grads } = tf.variableGrads(() => {
      const y = network.logits(x, { training: true });
      return tf.sum(tf.mul(y, tf.tensor(spacedNumbers([y.size], 5), y.shape))) as tf.Scalar;
    }, all);
    return [network.logits(x), ...all.map(({ name }) => grads[name]!)].flatMap((tensor) => [...tensor.dataSync()]);
  });
  x.dispose();
  network.dispose();
  return numbers;
}

describe('every layer on WASM', () => {
  before(() => startBackend('wasm'));

  for (const [title, spec] of everyNetwork) {
    it(`has the outputs and gradients of the plain backend: ${title}`, async () => {
      expect(distance(await logitsAndGradients('wasm', spec), await logitsAndGradients('cpu', spec))).to.be.below(1e-5);
    });
  }
});
