import { expect } from '@open-wc/testing';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { examineWebgpu } from '../../../../src/backend/hardware.js';
import { prepareBackends } from '../../../../src/backend/packages.js';

describe('a WebGPU device that refuses a command', () => {
  before(async function () {
    const { available, words } = await examineWebgpu();
    if (available) return;
    console.log(`WebGPU is not tested here. ${words}`);
    this.skip();
  });

  it('gives no numbers any more, but the reason', async () => {
    prepareBackends();
    await tf.setBackend('webgpu');
    const backend = tf.backend() as WebGPUBackend;
    expect(backend).to.be.instanceOf(WebGPUBackend);
    const x = tf.tensor1d([3, 4]);
    expect([...(await tf.square(x).data())]).to.deep.equal([9, 16]);

    const module = backend.device.createShaderModule({ code: '@compute @workgroup_size(1) fn main() { let x : f32 = true; }' });
    backend.device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
    let reason: unknown;
    await tf
      .sqrt(tf.square(x))
      .data()
      .catch((error: unknown) => {
        reason = error;
      });
    expect(String(reason)).to.match(/WebGPU refused a command, and its numbers are wrong since: .*WGSL/s);
    x.dispose();
    tf.removeBackend('webgpu'); // it stays refused
  });
});
