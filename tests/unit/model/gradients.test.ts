import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../../../src/data/random.js';
import { buildNetwork, type Network } from '../../../src/model/network.js';
import { everyNetwork } from './every-layer.js';
import { spaced, spacedNumbers, useCpu } from './random-tensors.js';

type Answer = (x: tf.Tensor) => tf.Tensor;

/** Step of the differences. Sums are taken in double precision, so that the error is that of float32 logits: about 1e-7 / step. */
const step = 4e-3;
/** Values changed one by one in each tensor. */
const tried = 24;

/** The weighted sum of the answers, the number whose gradients are compared. */
function weighed(answer: Answer, x: tf.Tensor): number {
  const values = tf.tidy(() => answer(x).dataSync<'float32'>());
  const weights = spacedNumbers([values.length], 5);
  return values.reduce((sum, value, i) => sum + value * weights[i]!, 0);
}

/** Throws where a gradient differs by more than 1 % of its length from central differences. */
function checkGradients(answer: Answer, x: tf.Variable, variables: readonly tf.Variable[]): void {
  const all = [x, ...variables];
  const gradients = tf.tidy(() => {
    const { grads } = tf.variableGrads(() => {
      const y = answer(x);
      return tf.sum(tf.mul(y, tf.tensor(spacedNumbers([y.size], 5), y.shape))) as tf.Scalar;
    }, all);
    return all.map(({ name }) => grads[name]!.dataSync());
  });
  for (const [which, variable] of all.entries()) {
    const values = variable.dataSync().slice();
    const stride = Math.max(1, Math.floor(values.length / tried));
    let [error, length] = [0, 0];
    for (let i = 0; i < values.length; i += stride) {
      const nudged = (by: number) => {
        tf.tidy(() =>
          variable.assign(
            tf.tensor(
              values.map((value, j) => (i === j ? value + by : value)),
              variable.shape,
            ),
          ),
        );
        return weighed(answer, x);
      };
      const difference = (nudged(step) - nudged(-step)) / (2 * step);
      error += (gradients[which]![i]! - difference) ** 2;
      length += difference ** 2;
    }
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
    const off = Math.sqrt(error) / Math.max(Math.sqrt(length), 1e-2);
    if (!(off < 1e-2))
      throw new Error(`the gradient of ${which === 0 ? 'the input' : variable.name} is off by ${(100 * off).toFixed(1)} %`);
  }
}

/** The network's logits while it trains, with the same dropout mask at every call. */
const training =
  (network: Network): Answer =>
  (x) => {
    network.reseed(new Random(3));
    return network.logits(x, { training: true });
  };

describe('gradients against central differences', () => {
  before(useCpu);

  for (const [title, spec, reach] of everyNetwork) {
    it(title, () => {
      const network = buildNetwork(spec, 7);
      const x = tf.variable(spaced(3, network.info.inputShape, 1, reach));
      checkGradients(training(network), x, network.trainable);
      x.dispose();
      network.dispose();
    });
  }

  it('notice a gradient that is wrong by 5 %', () => {
    const network = buildNetwork({ inputShape: [5], layers: [{ type: 'Dense', units: 3 }] }, 7);
    const x = tf.variable(spaced(3, [5]));
    const wrong = tf.customGrad((y) => ({ value: tf.clone(y as tf.Tensor), gradFunc: (dy: tf.Tensor) => tf.mul(dy, 1.05) }));
    expect(() => checkGradients((at) => wrong(network.logits(at)), x, network.trainable)).to.throw(/off by (4|5)\.\d %/);
    x.dispose();
    network.dispose();
  });
});
