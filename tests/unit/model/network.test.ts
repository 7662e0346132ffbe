import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect } from '@open-wc/testing';
import { buildNetwork } from '../../../src/model/network.js';
import { fitPreset } from '../../../src/model/presets.js';

describe('a network', () => {
  before(() => tf.setBackend('cpu'));

  it('smoke', async () => {
    const before = tf.memory().numTensors;
    const network = buildNetwork(fitPreset('phys467-cnn', { sampleShape: [48, 48, 3], classes: 8 }), 1);
    const x = tf.randomUniform([2, 48, 48, 3]);
    const y = network.outputs(network.logits(x));
    const z = network.model.predict(x) as tf.Tensor;
    expect(tf.max(tf.abs(tf.sub(y, z))).dataSync()[0]).to.be.below(1e-5);
    const g = tf.variableGrads(() => tf.mean(network.logits(x, { training: true })) as tf.Scalar, [...network.trainable]);
    expect(Object.keys(g.grads).length).to.equal(10);
    network.dispose();
    console.log(before, tf.memory().numTensors, network.info.parameters);
  });
});
