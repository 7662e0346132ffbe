import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from '../../../src/backend/candidates.js';
import { startBackend } from '../../../src/backend/choose.js';
import { limits } from '../../../src/backend/start.js';

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It was not refused.');
}

/** Runs `work` with `name` started by `factory` instead of its own. */
async function withFactory(name: BackendName, factory: () => Promise<tf.KernelBackend>, work: () => Promise<void>): Promise<void> {
  await startBackend('cpu');
  const original = tf.findBackendFactory(name);
  tf.removeBackend(name);
  tf.registerBackend(name, factory);
  try {
    await work();
  } finally {
    tf.removeBackend(name);
    tf.registerBackend(name, original);
  }
}

describe('startBackend', () => {
  it('takes the first that is trustworthy and no software renderer, and reports on all four', async () => {
    const { backend, reports } = await startBackend('auto');
    expect(tf.getBackend()).to.equal(backend);
    expect(reports.map(({ name }) => name)).to.deep.equal(['webgpu', 'webgl', 'wasm', 'cpu']);
    const taken = reports.find(({ name }) => name === backend);
    expect(taken).to.include({ available: true, trustworthy: true });
    for (const { why } of reports) expect(why).to.match(/\.$/);
    if (backend !== 'webgpu' && backend !== 'webgl') expect(backend).to.equal('wasm');
  });

  it('takes the one asked for', async () => {
    for (const name of ['cpu', 'wasm'] as const) {
      expect((await startBackend(name)).backend).to.equal(name);
      expect(tf.getBackend()).to.equal(name);
    }
  });

  it('refuses one that cannot start, with its reason, and leaves the current one in place', async () => {
    const failing = () => Promise.reject(new Error('The policy of this page forbids it.'));
    await withFactory('webgl', failing, async () => {
      const message = await refusal(startBackend('webgl'));
      expect(message).to.match(/^No backend to compute with\. webgl: .* It did not start: The policy of this page forbids it\.$/);
      expect(tf.getBackend()).to.equal('cpu');
      expect(tf.tidy(() => tf.add(1, 2).dataSync()[0])).to.equal(3);
    });
  });

  it('gives up one that hangs, after a time limit', async () => {
    await withFactory(
      'webgl',
      () => new Promise(() => {}),
      async () => {
        expect(await refusal(startBackend('webgl', { limits: { ...limits, start: 50 } }))).to.match(
          /It did not start: it took longer than 0\.05 s\.$/,
        );
        expect((await startBackend('cpu')).backend).to.equal('cpu');
      },
    );
  });

  it('refuses one that computes wrongly', async () => {
    await startBackend('wasm');
    const original = tf.getKernel('MaxPoolGrad', 'cpu');
    tf.unregisterKernel('MaxPoolGrad', 'cpu');
    tf.registerKernel({ ...original, kernelFunc: (call) => tf.zerosLike((call.inputs as { input: tf.Tensor }).input) });
    try {
      expect(await refusal(startBackend('cpu'))).to.match(/wrong gradient/);
      expect(tf.getBackend()).to.equal('wasm');
    } finally {
      tf.unregisterKernel('MaxPoolGrad', 'cpu');
      tf.registerKernel(original);
    }
  });
});
