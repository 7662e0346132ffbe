import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { LayerSpec } from '../../../src/contract/network.js';
import { Random } from '../../../src/data/random.js';
import { buildNetwork, type Network } from '../../../src/model/network.js';
import { distance, spaced, useCpu } from './random-tensors.js';

const networkOf = (inputShape: number[], ...layers: LayerSpec[]): Network =>
  buildNetwork({ inputShape, layers: [...layers, { type: 'Reshape', targetShape: [-1] }] }, 1);
const trained = (network: Network, x: tf.Tensor) => network.logits(x, { training: true }).dataSync<'float32'>();

describe('dropout', () => {
  before(useCpu);
  const ones = () => tf.ones([4, 500]);

  it('drops the asked-for fraction and keeps the mean', () => {
    const values = trained(networkOf([500], { type: 'Dropout', rate: 0.35 }), ones());
    const kept = values.filter((value) => value !== 0);
    expect(1 - kept.length / values.length).to.be.closeTo(0.35, 0.03);
    expect(distance(kept, new Float32Array(kept.length).fill(1 / 0.65))).to.be.below(1e-6);
  });

  it('draws a new mask at each call, and the same ones from the same seed', () => {
    const network = networkOf([500], { type: 'Dropout', rate: 0.5 });
    const twice = () => {
      network.reseed(new Random(8));
      return [trained(network, ones()), trained(network, ones())];
    };
    const [first, second] = twice();
    expect(distance(first!, second!)).to.equal(2);
    expect(twice()).to.deep.equal([first, second]);
  });

  it('does nothing outside training', () => {
    expect(distance(networkOf([500], { type: 'Dropout', rate: 0.5 }).logits(ones()), ones())).to.equal(0);
  });

  it('drops whole channels where it is spatial', () => {
    const network = networkOf([3, 4, 40], { type: 'SpatialDropout2D', rate: 0.5 });
    const values = trained(network, tf.ones([1, 3, 4, 40]));
    const channels = Array.from({ length: 40 }, (_, channel) => new Set(values.filter((_value, i) => i % 40 === channel)));
    expect(channels.every(({ size }) => size === 1)).to.equal(true);
    expect(new Set(channels.flatMap((channel) => [...channel]))).to.deep.equal(new Set([0, 2]));
  });
});

describe('batch normalization', () => {
  before(useCpu);
  const weight = async (network: Network, name: string) => (await network.weights()).find((array) => array.name === name)!.values;
  const normalized = (trainable = true) => networkOf([3, 3, 2], { type: 'BatchNormalization', momentum: 0.9, epsilon: 1e-5, trainable });

  it('brings each channel of the batch to mean 0 and deviation 1 while training', () => {
    const values = trained(normalized(), spaced(8, [3, 3, 2]));
    for (const channel of [0, 1]) {
      const own = values.filter((_, i) => i % 2 === channel);
      const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
      expect(mean).to.be.closeTo(0, 1e-5);
      expect(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length).to.be.closeTo(1, 1e-3);
    }
  });

  it('moves its averages once a step by 1 − momentum, and uses them outside training', async () => {
    const network = normalized();
    const x = spaced(8, [3, 3, 2]);
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    const grow = (start: number, batch: tf.Tensor, steps: number) => tf.add(tf.mul(batch, 1 - 0.9 ** steps), start * 0.9 ** steps);
    for (const steps of [1, 2, 3]) {
      trained(network, x);
      expect(distance(await weight(network, 'moving_mean'), grow(0, mean, steps))).to.be.below(1e-6);
      expect(distance(await weight(network, 'moving_variance'), grow(1, variance, steps))).to.be.below(1e-6);
    }
    const expected = tf.div(tf.sub(x, grow(0, mean, 3)), tf.sqrt(tf.add(grow(1, variance, 3), 1e-5)));
    expect(distance(network.logits(x), expected)).to.be.below(1e-5);
    expect(distance(await weight(network, 'moving_mean'), grow(0, mean, 3)), 'evaluation changes nothing').to.be.below(1e-6);
  });

  it('that is frozen changes by no bit and normalizes with its averages, also while training', async () => {
    const network = normalized(false);
    const x = spaced(8, [3, 3, 2]);
    const before = await network.weights();
    expect(distance(trained(network, x), network.logits(x))).to.equal(0);
    expect(await network.weights()).to.deep.equal(before);
  });

  it('leaves no tensor behind', () => {
    const network = normalized();
    const x = spaced(8, [3, 3, 2]);
    const before = tf.memory().numTensors;
    for (let step = 0; step < 10; step++) network.logits(x, { training: true }).dispose();
    expect(tf.memory().numTensors).to.equal(before);
  });
});
