/** A graphics processor that goes away while it is in use, with cards that are none. */
import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../../../src/backend/choose.js';
import type { EngineApi, EngineReport } from '../../../src/engine/api.js';
import type { FakeBackend } from '../backend/fake-backends.js';
import { type Bench, backendOf, engineWith, gpuFirst, small, training } from './benches.js';

const reason = new Error('The driver started anew.');
const long = { ...training, epochs: 1000 };
const inUse = () => tf.backend() as FakeBackend;

/** Resolves at the first report that `wanted` says yes to; `at` is called within it. */
const reported = (engine: EngineApi, wanted: (report: EngineReport) => boolean, at: () => void = () => undefined): Promise<void> =>
  new Promise((resolve) => {
    let done = false;
    void engine.listen((report) => {
      if (done || !wanted(report)) return;
      done = true;
      at();
      resolve();
    });
  });

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => ({ code: undefined, message: 'It was not refused.' }),
    ({ code, message }: { code?: string; message: string }) => ({ code, message }),
  );

const unheard: string[] = [];
const note = ({ reason: why }: PromiseRejectionEvent) => unheard.push(String(why));

describe('a device that is lost', () => {
  let bench: Bench;
  before(() => startBackend('wasm')); // in its own time
  beforeEach(() => {
    unheard.length = 0;
    addEventListener('unhandledrejection', note);
  });
  afterEach(async () => {
    await bench.engine.dispose('main');
    removeEventListener('unhandledrejection', note);
    expect(unheard, 'rejections nobody hears').to.deep.equal([]);
  });

  /** The engine's account of WebGPU, and what it computes on. */
  async function account() {
    const { backend, backends, tensors } = await bench.engine.engineInfo();
    const { trustworthy, why } = backends.find(({ name }) => name === 'webgpu') ?? {};
    return { backend, trustworthy, why, tensors };
  }

  it('ends the run, leaves the weights of its last checkpoint on WASM, and is not taken again until it is asked for', async () => {
    bench = await engineWith({ webgpu: {} }, gpuFirst);
    const { engine, started } = bench;
    const { tensors } = await account();
    expect(backendOf(await engine.train('main', 'r', { ...training, epochs: 1 })), 'the remembered winner').to.equal('webgpu');
    const kept = structuredClone(bench.place.kept);

    await engine.setNetwork('main', small, 1);
    const two = await engine.train('main', 'r2', training);
    const expected = await engine.weights('main');
    const step = two.history.at(-1)?.step;

    await engine.setNetwork('main', small, 1);
    const third = reported(
      engine,
      (report) => report.kind === 'epoch' && report.report.epoch === 2,
      () => inUse().lose(reason),
    );
    const ended = refusalOf(engine.train('main', 'r3', long));
    await third;
    expect(await ended).to.deep.equal({
      code: 'gpu-lost',
      message:
        `The driver started anew. The network has its weights of step ${step} again, and WASM computes from now on. ` +
        'Train it again there, or choose WebGPU to try that once more.',
    });
    const why = 'WebGPU on a fake card. It failed while it computed: The driver started anew.';
    expect(await account()).to.deep.equal({ backend: 'wasm', trustworthy: false, why, tensors });
    expect(await engine.weights('main')).to.deep.equal(expected);
    expect((await engine.predict('main', [3])).probabilities).to.have.length(1);
    expect(tf.engine().registry.webgpu, 'the device is let go of').to.equal(undefined);

    const many = started.length;
    expect(backendOf(await engine.train('main', 'r4', { ...training, epochs: 1 }))).to.equal('wasm');
    expect((await engine.setBackend('auto')).backend).to.equal('wasm');
    expect(started).to.have.length(many);
    expect(bench.place.kept, 'another day it may be there again').to.deep.equal(kept);

    expect((await engine.setBackend('webgpu')).backend).to.equal('webgpu');
    expect(started).to.have.length(many + 1);
    expect((await account()).why).to.equal('WebGPU on a fake card. It reproduces known gradients. It was asked for.');
    expect(backendOf(await engine.train('main', 'r5', { ...training, epochs: 1 }))).to.equal('webgpu');
    await engine.setBackend('wasm');
    expect((await engine.setBackend('auto')).backend, 'it is the remembered winner again').to.equal('webgpu');
  });

  it('takes nothing from networks that are not being trained, whoever asks meanwhile', async () => {
    bench = await engineWith({ webgpu: {} });
    const { engine } = bench;
    await engine.setBackend('webgpu');
    await engine.makeDataset('fresh', 'synthetic:galaxies?n=60&seed=3', { coarsen: 5, crop: 12 });
    await engine.setNetwork('fresh', small, 7);
    const { tensors } = await account();
    const fresh = await engine.weights('fresh');
    await engine.train('main', 'r', training);
    const trained = await engine.weights('main');
    const answer = await engine.evaluate('main', 'test');

    const asked = [engine.evaluate('main', 'test'), engine.evaluate('main', 'test')];
    await new Promise((resolve) => setTimeout(resolve)); // they are under way
    inUse().lose(reason);
    asked.push(engine.evaluate('main', 'test'));
    for (const { loss, accuracy } of await Promise.all(asked)) {
      expect(loss).to.be.closeTo(answer.loss, 1e-5);
      expect(accuracy).to.equal(answer.accuracy);
    }
    expect(await account()).to.include({ backend: 'wasm', trustworthy: false, tensors });
    expect(await engine.weights('main')).to.deep.equal(trained);
    expect(await engine.weights('fresh')).to.deep.equal(fresh);
    const { backends } = await engine.engineInfo();
    expect(backends.find(({ name }) => name === 'wasm')?.why, 'nobody has asked for it').not.to.contain('asked for');
    await engine.dispose('fresh');
  });

  it('ends a run that is paused', async () => {
    bench = await engineWith({ webgpu: {} });
    const { engine } = bench;
    await engine.setBackend('webgpu');
    const before = await engine.weights('main');
    const paused = reported(
      engine,
      ({ kind }) => kind === 'step',
      () => void engine.steer('main', 'r', 'pause'),
    );
    const ended = refusalOf(engine.train('main', 'r', { ...long, evaluateEvery: 10_000 }));
    await paused;
    await new Promise((resolve) => setTimeout(resolve, 200));
    inUse().lose(reason);
    const { code, message } = await ended;
    expect(code).to.equal('gpu-lost');
    expect(message).to.contain('The network has the weights from before the run again');
    expect(await engine.weights('main')).to.deep.equal(before);
    expect((await account()).backend).to.equal('wasm');
  });

  it('ends a run that is being scored, which asks nothing of the device until its end', async () => {
    bench = await engineWith({ webgpu: {} });
    const { engine } = bench;
    await engine.setBackend('webgpu');
    const { kernelFunc, ...rest } = tf.getKernel('Log', 'webgpu'); // for the loss itself: learning takes its slope alone
    tf.unregisterKernel('Log', 'webgpu');
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => inUse().lose(reason);
    tf.registerKernel({
      ...rest,
      kernelFunc: (call) => {
        port2.postMessage(null); // heard after the scores of this batch have been read, and before the next
        return kernelFunc(call);
      },
    });
    const { code, message } = await refusalOf(engine.train('main', 'r', training));
    port1.close();
    expect(code).to.equal('gpu-lost');
    expect(message).to.match(/its weights of step [1-9]\d* again/);
  });

  it('ends every run on it, and one that has been stopped meanwhile', async () => {
    bench = await engineWith({ webgpu: {} });
    const { engine } = bench;
    await engine.setBackend('webgpu');
    await engine.makeDataset('other', 'synthetic:galaxies?n=60&seed=3', { coarsen: 5, crop: 12 });
    await engine.setNetwork('other', small, 1);
    const { tensors } = await account();
    const under = ['main', 'other'].map((session) => refusalOf(engine.train(session, session, long)));
    await reported(engine, ({ kind }) => kind === 'epoch');
    inUse().lose(reason);
    const refused = refusalOf(engine.setBackend('cpu'));
    await engine.steer('other', 'other', 'stop');
    expect((await Promise.all(under)).map(({ code }) => code)).to.deep.equal(['gpu-lost', 'gpu-lost']);
    expect((await refused).code).to.equal('busy');
    expect(await account()).to.include({ backend: 'wasm', tensors });
    await engine.dispose('other');
  });

  it('leaves the next best: another graphics processor, once it is measured', async () => {
    bench = await engineWith({ webgpu: {}, webgl: {} }, { webgpu: 5, webgl: 10, wasm: 15 });
    const { engine } = bench;
    expect(backendOf(await engine.train('main', 'r', { ...training, epochs: 1 }))).to.equal('webgpu');
    const kept = structuredClone(bench.place.kept);
    inUse().lose(reason);
    expect((await account()).backend).to.equal('wasm');
    expect(backendOf(await engine.train('main', 'r2', { ...training, epochs: 1 }))).to.equal('webgl');
    expect(bench.place.kept).to.deep.equal(kept);
  });

  it('is left, too, where it goes while others are measured', async () => {
    bench = await engineWith({ webgpu: {}, webgl: { slow: 150 } }, gpuFirst);
    const { engine } = bench;
    await engine.train('main', 'r', { ...training, epochs: 1 });
    const trained = await engine.weights('main');
    const device = inUse();
    const run = engine.train('main', 'r2', { ...training, batchSize: 4, epochs: 1 }); // another shape
    await reported(
      engine,
      (report) => report.kind === 'measuring' && report.backend !== 'webgpu',
      () => device.lose(reason),
    );
    await engine.steer('main', 'r2', 'stop');
    await run;
    expect(await account()).to.include({ backend: 'wasm', trustworthy: false });
    expect(await engine.weights('main')).to.deep.equal(trained);
  });
});
