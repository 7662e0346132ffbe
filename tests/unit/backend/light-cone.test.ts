import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { buildNetwork } from '../../../src/model/network.js';
import { itWithShared } from '../../shared-data.js';
import { alive, relativeDifference, use } from './gradients.js';
import { kerasWeights, lightConeInput, lightConeNetwork, lightConeShape, logitsAndGradient } from './light-cone.js';
import { wasm } from './simd/builds.js';

interface Known {
  logits: number[];
  saliency: { absSum: number; absMax: number; argmax: number[]; samples: { at: number[]; value: number }[] }[];
}

describe('the light-cone network at full size', () => {
  itWithShared('reference/3d-21cmpie-sim.json', 'gives the logits and the input gradient of PyTorch', async function (url) {
    this.timeout(480_000);
    const known: Known = await (await fetch(url)).json();
    const file = await (await fetch(new URL('../data/models/3D_21cmPIE_Net_sim_par6.h5', url))).arrayBuffer();
    await use('wasm');
    const before = alive();
    const network = buildNetwork(lightConeNetwork, 1);
    network.setWeights(await kerasWeights(file, network));
    const input = tf.tensor(lightConeInput(), [1, ...lightConeShape]);

    const output = 3;
    const [logits, gradient] = logitsAndGradient(network, input, output);
    expect(relativeDifference(logits.dataSync(), known.logits)).to.be.below(1e-5);
    const { absSum, absMax, argmax, samples } = known.saliency[output] as Known['saliency'][number];
    const slopes = gradient.dataSync();
    let [sum, largest] = [0, 0];
    for (const [at, slope] of slopes.entries()) {
      sum += Math.abs(slope);
      if (Math.abs(slope) > Math.abs(slopes[largest] as number)) largest = at;
    }
    const place = ([i = 0, j = 0, k = 0]: number[]) => (i * 140 + j) * 2350 + k;
    expect(largest).to.equal(place(argmax));
    expect(Math.abs(slopes[largest] as number)).to.be.closeTo(absMax, 1e-5 * absMax);
    expect(sum).to.be.closeTo(absSum, 1e-4 * absSum);
    for (const { at, value } of samples) expect(slopes[place(at)], `at ${at}`).to.be.closeTo(value, 1e-6 * absMax);

    expect(wasm().wasm.HEAPU8.length, 'bytes of WASM memory').to.be.below(2 ** 31);
    tf.dispose([logits, gradient, input]);
    network.dispose();
    expect(alive()).to.deep.equal(before);
  });
});
