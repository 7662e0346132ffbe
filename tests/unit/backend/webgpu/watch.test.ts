import { expect } from '@open-wc/testing';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { examineWebgpu } from '../../../../src/backend/hardware.js';
import { isLost, lossBehind } from '../../../../src/backend/gpu/loss.js';
import { prepareBackends } from '../../../../src/backend/packages.js';

const reason = 'WebGPU has lost the graphics processor, and all numbers that were there.';

async function startedWebgpu(): Promise<WebGPUBackend> {
  prepareBackends();
  await tf.setBackend('webgpu');
  const backend = tf.backend() as WebGPUBackend;
  expect(backend).to.be.instanceOf(WebGPUBackend);
  return backend;
}

/** Has the next start take another device. */
function startAnew(): void {
  const factory = tf.findBackendFactory('webgpu');
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', factory);
}

describe('a WebGPU device', () => {
  before(async function () {
    const { available, words } = await examineWebgpu();
    if (available) return;
    console.log(`WebGPU is not tested here. ${words}`);
    this.skip();
  });

  it('that refuses a command gives no numbers any more, but the reason', async () => {
    const backend = await startedWebgpu();
    const x = tf.tensor1d([3, 4]);
    expect([...(await tf.square(x).data())]).to.deep.equal([9, 16]);

    const module = backend.device.createShaderModule({ code: '@compute @workgroup_size(1) fn main() { let x : f32 = true; }' });
    backend.device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
    let refusal: unknown;
    await tf
      .sqrt(tf.square(x))
      .data()
      .catch((error: unknown) => {
        refusal = error;
      });
    expect(String(refusal)).to.match(/WebGPU refused a command, and its numbers are wrong since: .*WGSL/s);
    x.dispose();
    expect(isLost(backend)).to.equal(true);
    startAnew(); // it stays refused
  });

  it('that is lost leaves nobody waiting for numbers', async () => {
    const backend = await startedWebgpu();
    const x = tf.ones([300, 300]);
    const sum = async () => (await tf.tidy(() => tf.sum(tf.square(x))).data())[0];
    expect(await sum()).to.equal(90_000);
    expect(isLost(backend)).to.equal(false);

    const waiting = sum().catch(String);
    backend.device.destroy();
    expect(await waiting).to.be.a('string'); // the browser may be the first to say why
    await backend.device.lost; // the graphics process is shared with other pages, and may take a while to say so
    expect(await lossBehind(backend)).to.have.property('message', reason);
    expect(await sum().catch(({ message }: Error) => message)).to.equal(reason);
    expect(await x.data().catch(({ message }: Error) => message), 'numbers that are still here are none to go on with').to.equal(reason);
    x.dispose();
    startAnew();
    await startedWebgpu();
    expect((await tf.square(3).data())[0], 'another device is another matter').to.equal(9);
  });
});
