import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkSpec, Weight } from '../../../src/contract/network.js';
import { PlaygroundError } from '../../../src/contract/playground-error.js';
import { Random } from '../../../src/data/random.js';
import { buildNetwork } from '../../../src/model/network.js';
import { everyNetwork } from './every-layer.js';
import { distance, spaced, useCpu } from './random-tensors.js';

const classifier = (activation: 'linear' | 'softmax' | 'sigmoid'): NetworkSpec => ({
  inputShape: [6, 6, 2],
  layers: [
    { type: 'Conv2D', filters: 3, kernelSize: 3, activation: 'relu', name: 'features' },
    { type: 'BatchNormalization' },
    { type: 'Flatten' },
    { type: 'Dropout', rate: 0.5 },
    { type: 'Dense', units: 4, activation },
  ],
});

/** One step of learning and everything else a session does with a network. */
function use(spec: NetworkSpec): void {
  const network = buildNetwork(spec, 1);
  tf.tidy(() => {
    const x = spaced(3, network.info.inputShape);
    network.reseed(new Random(1));
    tf.variableGrads(() => tf.mean(network.logits(x, { training: true })) as tf.Scalar, [...network.trainable]);
    network.probabilities(network.logits(x));
    network.forwardFrom(network.forwardTo(x, 0), 0);
  });
  network.dispose();
}

describe('a network', () => {
  before(useCpu);

  // tfjs-layers normalizes no cubes
  const known = everyNetwork.filter(([, { layers, inputShape }]) => layers[0]?.type !== 'BatchNormalization' || inputShape?.length !== 4);
  for (const [title, spec] of known) {
    it(`computes what tfjs-layers computes: ${title}`, () => {
      const network = buildNetwork(spec, 7);
      const x = spaced(2, network.info.inputShape);
      const [ours, theirs] = tf.tidy(() => [
        network.outputs(network.logits(x)).dataSync(),
        (network.model.predict(x) as tf.Tensor).dataSync(),
      ]);
      expect(distance(ours!, theirs!)).to.be.below(2e-5);
      expect(network.info.layers.map(({ outputShape }) => outputShape)).to.deep.equal(
        network.model.layers.map(({ outputShape }) => (outputShape as number[]).slice(1)),
      );
      expect(network.info.parameters).to.equal(network.model.countParams());
      x.dispose();
      network.dispose();
    });
  }

  it('takes the last softmax or sigmoid off its logits, whether an option or a layer of its own', () => {
    const x = spaced(2, [6, 6, 2]);
    const separate: NetworkSpec = {
      ...classifier('linear'),
      layers: [...classifier('linear').layers, { type: 'Activation', activation: 'softmax' }],
    };
    const networks = [classifier('linear'), classifier('softmax'), classifier('sigmoid'), separate].map((spec) => buildNetwork(spec, 4));
    expect(networks.map(({ head }) => head)).to.deep.equal(['linear', 'softmax', 'sigmoid', 'softmax']);
    const logits = networks.map((network) => network.logits(x).dataSync());
    for (const other of logits) expect(distance(logits[0]!, other)).to.equal(0);

    const [linear, soft, sigmoid] = networks as [(typeof networks)[0], (typeof networks)[0], (typeof networks)[0]];
    const z = linear!.logits(x);
    expect(distance(linear!.outputs(z), z)).to.equal(0);
    expect(distance(soft!.outputs(z), tf.softmax(z))).to.equal(0);
    expect(distance(linear!.probabilities(z), tf.softmax(z))).to.equal(0);
    expect(distance(sigmoid!.probabilities(z), tf.sigmoid(z))).to.equal(0);
    for (const network of networks) network.dispose();
  });

  it('goes to a layer and on from it to the same logits', () => {
    const network = buildNetwork(classifier('softmax'), 4);
    const x = spaced(2, [6, 6, 2]);
    for (const layer of ['features', 1, 2, 3]) {
      const there = network.forwardTo(x, layer);
      expect(distance(network.forwardFrom(there, layer), network.logits(x)), String(layer)).to.be.below(1e-6);
    }
    expect(Math.min(...network.forwardTo(x, 'features').dataSync()), 'after its relu').to.equal(0);
    expect(distance(network.forwardTo(x, 4), network.outputs(network.logits(x)))).to.equal(0);
    expect(() => network.forwardTo(x, 'nowhere')).to.throw(
      PlaygroundError,
      'no layer nowhere. This network has features, batch_normalization_2',
    );
    expect(() => network.forwardFrom(x, 4)).to.throw(PlaygroundError, 'Nothing follows the last layer');
    network.dispose();
  });

  it('never hands back the tensor it was given', () => {
    const network = buildNetwork({ inputShape: [3], layers: [{ type: 'Dropout', rate: 0.5 }] }, 1);
    const x = spaced(1, [3]);
    network.logits(x).dispose();
    expect(x.isDisposed).to.equal(false);
    network.dispose();
  });

  it('has the same weights for the same seed, to the bit, and others for another', async () => {
    const values = async (seed: number) => {
      const network = buildNetwork(classifier('softmax'), seed);
      const weights = await network.weights();
      network.dispose();
      return weights.flatMap((weight) => [...weight.values]);
    };
    expect(await values(5)).to.deep.equal(await values(5));
    expect(await values(5)).not.to.deep.equal(await values(6));
  });

  it('lists what an optimizer may change: not moving averages, not frozen layers', () => {
    const spec = classifier('softmax');
    const names = (network: ReturnType<typeof buildNetwork>) => network.trainable.map(({ shape }) => shape.join('×'));
    const all = buildNetwork(spec, 1);
    expect(names(all)).to.deep.equal(['3×3×2×3', '3', '3', '3', '48×4', '4']);
    const frozen = buildNetwork({ ...spec, layers: spec.layers.map((layer, i) => (i < 2 ? { ...layer, trainable: false } : layer)) }, 1);
    expect(names(frozen)).to.deep.equal(['48×4', '4']);
    expect(frozen.info.layers.map(({ trainable }) => trainable)).to.deep.equal([false, false, true, true, true]);
    expect(frozen.info.parameters).to.equal(all.info.parameters);
    all.dispose();
    frozen.dispose();
  });

  describe('weights', () => {
    const renamed = (weights: Weight[], change: Partial<Weight>): Weight[] => [...weights.slice(1), { ...weights[0]!, ...change }];

    it('are copies, by layer and name, and can be put into another network', async () => {
      const [one, two] = [buildNetwork(classifier('softmax'), 1), buildNetwork(classifier('softmax'), 2)];
      const weights = await one.weights();
      expect(weights.map(({ layer, name }) => `${layer}/${name}`)).to.deep.equal([
        'features/kernel',
        'features/bias',
        'batch_normalization_2/gamma',
        'batch_normalization_2/beta',
        'batch_normalization_2/moving_mean',
        'batch_normalization_2/moving_variance',
        'dense_5/kernel',
        'dense_5/bias',
      ]);
      two.setWeights(weights);
      const x = spaced(2, [6, 6, 2]);
      expect(distance(one.logits(x), two.logits(x))).to.equal(0);
      weights[0]!.values.fill(0);
      expect(distance(one.logits(x), two.logits(x))).to.equal(0);
      one.dispose();
      two.dispose();
    });

    it('that do not fit are refused in words, and nothing changes', async () => {
      const [one, two] = [buildNetwork(classifier('softmax'), 1), buildNetwork(classifier('softmax'), 2)];
      const [weights, before] = [await one.weights(), await two.weights()];
      const refusals: [Partial<Weight>, string][] = [
        [{ layer: 'other' }, 'no weights "kernel" of a layer "other"'],
        [{ name: 'kernels' }, 'no weights "kernels"'],
        [{ shape: [3, 3, 3, 2] }, 'are 3×3×3×2 (54 values), and 3×3×2×3 are needed'],
        [{ values: new Float32Array(53) }, '(53 values)'],
      ];
      for (const [change, words] of refusals) {
        expect(() => two.setWeights(renamed(weights, change)), words)
          .to.throw(PlaygroundError, words)
          .with.property('code', 'data-mismatch');
      }
      expect(await two.weights()).to.deep.equal(before);
      one.dispose();
      two.dispose();
    });
  });

  describe('memory', () => {
    const leaked = (work: () => void) => {
      const before = tf.memory().numTensors;
      for (let i = 0; i < 50; i++) work();
      return tf.memory().numTensors - before;
    };

    it('is free again after 50 networks were built, used and disposed of', () => {
      expect(leaked(() => use(classifier('softmax')))).to.equal(0);
    });

    it('is counted: a planted leak of one tensor a round shows', () => {
      const planted: tf.Tensor[] = [];
      expect(
        leaked(() => {
          use(classifier('softmax'));
          planted.push(tf.scalar(1));
        }),
      ).to.equal(50);
      tf.dispose(planted);
    });

    it('does not grow with a refused network', () => {
      expect(leaked(() => expect(() => buildNetwork({ inputShape: [3], layers: [{ type: 'Dense', units: 0 }] }, 1)).to.throw())).to.equal(
        0,
      );
    });
  });
});
