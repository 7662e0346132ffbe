/** The choice with the real WebGPU and WebGL, where they start; a software renderer is taken for a card here. */
import { expect } from '@open-wc/testing';
import { getBackend } from '@tensorflow/tfjs-core';
import { looks } from '../../../src/backend/candidates.js';
import type { BackendName } from '../../../src/contract/engine.js';
import { createEngine } from '../../../src/engine/engine.js';

const preferred = async (name: BackendName) => {
  const found = await looks[name]();
  return { ...found, preferred: found.available };
};

describe('the choice between real backends', () => {
  it('measures what starts here, leaves nothing on who lost, and starts it again when it is asked for', async function () {
    this.timeout(480_000);
    const engine = createEngine({
      looks: { ...looks, webgpu: () => preferred('webgpu'), webgl: () => preferred('webgl') },
      keepsake: { load: async () => undefined, save: async () => undefined },
    });
    await engine.makeDataset('main', 'synthetic:galaxies?n=60&seed=3', { coarsen: 5, crop: 12 });
    await engine.setNetwork(
      'main',
      { layers: [{ type: 'Conv2D', filters: 3, kernelSize: 3, activation: 'relu' }, { type: 'Flatten' }, { type: 'Dense', units: 10 }] },
      1,
    );
    const { tensors } = await engine.engineInfo();
    const options = { optimizer: 'adam', learningRate: 0.01, batchSize: 8, epochs: 1, loss: 'categorical-cross-entropy' } as const;
    const end = await engine.train('main', 'r', options);
    const info = await engine.engineInfo();
    const told = JSON.stringify(info.backends, null, 1);
    expect(end.reason, told).to.equal('finished');
    expect(end.history[0]?.backend).to.equal(info.backend);
    expect(getBackend()).to.equal(info.backend);
    expect(info.tensors, 'tensors left').to.equal(tensors);
    const timed = info.backends.filter(({ msPerStep }) => msPerStep !== undefined);
    for (const { name, available, trustworthy, why } of info.backends) {
      if (trustworthy && name !== info.backend) expect(why, told).to.match(/Not taken: .*ms a step/);
      if (available && trustworthy === undefined) expect(name, told).to.equal('cpu');
    }
    expect(
      timed.map(({ name }) => name),
      told,
    ).to.include(info.backend);

    for (const { name, trustworthy } of info.backends) {
      if (!trustworthy) continue;
      expect((await engine.setBackend(name)).backend, 'it can be started again').to.equal(name);
      await engine.setNetwork('main', (await engine.inspectNetwork('main', 'phys467-fcn')).spec, 1);
      await engine.train('main', name, options);
    }
    await engine.setBackend('wasm');
    await engine.dispose('main');
  });
});
