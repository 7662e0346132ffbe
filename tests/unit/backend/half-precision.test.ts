import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { examineWebgl } from '../../../src/backend/hardware.js';
import { prepareBackends } from '../../../src/backend/packages.js';
import { selfTest } from '../../../src/backend/self-test.js';

describe('WebGL', () => {
  before(async function () {
    const { available, words } = await examineWebgl();
    if (!available) {
      console.log(`WebGL is not tested here. ${words}`);
      this.skip();
    }
    prepareBackends();
  });

  it('that computes in 16 bits only is not trusted', async () => {
    const forced = { WEBGL_FORCE_F16_TEXTURES: true, WEBGL_RENDER_FLOAT32_ENABLED: false };
    for (const [flag, value] of Object.entries(forced)) tf.env().set(flag, value);
    await tf.setBackend('webgl');
    expect(await selfTest()).to.deep.equal({ trustworthy: false, why: 'It computes in 16 bits only, too coarse to train with.' });
  });

  it('that computes in 32 bits is', async () => {
    const plain = { WEBGL_FORCE_F16_TEXTURES: false, WEBGL_RENDER_FLOAT32_ENABLED: true };
    for (const [flag, value] of Object.entries(plain)) tf.env().set(flag, value);
    expect(await selfTest()).to.deep.equal({ trustworthy: true, why: 'It reproduces known gradients.' });
  });
});
