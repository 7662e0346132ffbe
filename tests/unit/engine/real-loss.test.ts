/** The real WebGPU and WebGL, where they start in software: their device goes away in the middle of a run, and comes back. */
import { expect } from '@open-wc/testing';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { looks } from '../../../src/backend/candidates.js';
import type { LayerSpec } from '../../../src/contract/network.js';
import type { PlaygroundError } from '../../../src/contract/playground-error.js';
import { createEngine } from '../../../src/engine/engine.js';

const options = { optimizer: 'adam', learningRate: 0.01, batchSize: 8, epochs: 1000, loss: 'categorical-cross-entropy' } as const;
const layers: LayerSpec[] = [{ type: 'Flatten' }, { type: 'Dense', units: 10 }];
const takeAway = {
  webgpu: () => (tf.backend() as WebGPUBackend).device.destroy(),
  webgl: () => (tf.backend() as MathBackendWebGL).gpgpu.gl.getExtension('WEBGL_lose_context')?.loseContext(),
};

for (const name of ['webgpu', 'webgl'] as const) {
  it(`ends a run on ${name} with its last weights on WASM, and starts another device when it is asked for`, async function () {
    const { available, words } = await looks[name]();
    if (!available) {
      console.log(`${name} is not tested here. ${words}`);
      this.skip();
    }
    const engine = createEngine({ keepsake: { load: async () => undefined, save: async () => undefined } });
    await engine.makeDataset('main', 'synthetic:galaxies?n=60&seed=3', { coarsen: 5, crop: 12 });
    await engine.setNetwork('main', { layers }, 1);
    await engine.setBackend(name);
    const { tensors } = await engine.engineInfo();
    let steps = 0;
    await engine.listen((report) => {
      if (report.kind !== 'epoch' || steps > 0) return;
      steps = report.report.step;
      takeAway[name]();
    });
    const error = await engine.train('main', 'r', options).catch((refusal: PlaygroundError) => refusal);
    expect(error).to.have.property('code', 'gpu-lost');
    expect(error)
      .to.have.property('message')
      .that.matches(new RegExp(`has lost the graphics processor.* its weights of step ${steps} again, and WASM computes`));
    const info = await engine.engineInfo();
    expect(info).to.include({ backend: 'wasm', tensors });
    const report = info.backends.find((one) => one.name === name);
    expect(report).to.include({ trustworthy: false });
    expect(report?.why).to.match(/It failed while it computed: Web(GPU|GL) has lost the graphics processor/);

    const left = (await engine.weights('main')).flatMap(({ values }) => [...values]);
    expect((await engine.predict('main', [3])).probabilities[0]?.reduce((sum, p) => sum + p, 0)).to.be.closeTo(1, 1e-5);
    await engine.setNetwork('main', { layers }, 1);
    expect((await engine.setBackend(name)).backends.find((one) => one.name === name)).to.include({ trustworthy: true });
    expect((await engine.train('main', 'again', { ...options, epochs: undefined, steps })).reason).to.equal('finished');
    const again = (await engine.weights('main')).flatMap(({ values }) => [...values]);
    for (const [i, value] of left.entries()) expect(value).to.be.closeTo(again[i] ?? NaN, 1e-5);
    await engine.setBackend('wasm');
    await engine.dispose('main');
  });
}
