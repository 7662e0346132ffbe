import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from '../../../src/backend/candidates.js';
import { Backends, startBackend } from '../../../src/backend/choose.js';
import type { Figures, TimeSteps } from '../../../src/backend/fastest.js';
import { type FakeBackend, type Fault, fake, type FakeName, machineWith, shortLimits } from './fake-backends.js';

/** The machine's backends with WASM started, and the fakes in place. */
async function machine(faults: Partial<Record<FakeName, Fault>>): Promise<Backends> {
  const started = tf.engine().registry as Record<string, unknown>;
  if (started.webgpu || started.webgl) await tf.setBackend('wasm');
  for (const [name, fault] of Object.entries(faults)) fake(name as FakeName, fault);
  const backends = new Backends({ looks: machineWith(...(Object.keys(faults) as FakeName[])), limits: shortLimits });
  await backends.take('auto');
  return backends;
}

/** Says `figures` instead of training, and notes who was asked. */
const saying = (figures: Figures, asked: string[] = []): TimeSteps => {
  return async (name) => {
    expect(tf.getBackend()).to.equal(name);
    asked.push(name);
    return figures[name] ?? null;
  };
};
const nobody = () => undefined;

const whyOf = (backends: Backends, name: BackendName, figures: Figures, current: BackendName = 'wasm') =>
  backends.reports(current, false, figures).find((report) => report.name === name)?.why;

describe('the fastest backend', () => {
  before(() => startBackend('wasm')); // in its own time

  it('is who needs least for a step, and every other hears why not', async () => {
    const backends = await machine({ webgpu: {}, webgl: {} });
    const figures = { webgpu: 12.14, webgl: 30, wasm: 4.93 };
    const asked: string[] = [];
    const result = await backends.findFastest(saying(figures, asked), nobody);
    expect(result).to.deep.equal({ winner: 'wasm', figures });
    expect(asked).to.deep.equal(['webgpu', 'webgl', 'wasm']);
    expect(whyOf(backends, 'webgpu', figures)).to.equal(
      'WebGPU on a fake card. It reproduces known gradients. Not taken: 12.1 ms a step, WASM 4.9 ms a step.',
    );
    expect(whyOf(backends, 'wasm', figures)).to.match(
      /^WebAssembly with SIMD\. It reproduces known gradients\. One thread.*\. It was the fastest\.$/,
    );
    expect(whyOf(backends, 'cpu', figures)).to.equal('Plain JavaScript, the slowest. Not tried: WASM comes first.');

    const other = await backends.findFastest(saying({ ...figures, webgl: 3 }), nobody);
    expect(other?.winner).to.equal('webgl');
    expect(tf.getBackend(), 'the one before stays in use').to.equal('wasm');
  });

  it('says that a program on the processor was given up', async () => {
    const backends = await machine({ webgpu: {} });
    const result = await backends.findFastest(saying({ webgpu: 2, wasm: null }), nobody);
    expect(result?.winner).to.equal('webgpu');
    expect(whyOf(backends, 'wasm', result?.figures ?? {}, 'webgpu')).to.match(
      /Not taken: given up when it was behind WebGPU 2\.0 ms a step\.$/,
    );
  });

  it('is never one that computes wrongly', async () => {
    const backends = await machine({ webgpu: { wrong: true }, webgl: {} });
    const asked: string[] = [];
    const result = await backends.findFastest(saying({ webgpu: 1, webgl: 9, wasm: 5 }, asked), nobody);
    expect(result?.winner).to.equal('wasm');
    expect(asked).to.deep.equal(['webgl', 'wasm']);
    expect(whyOf(backends, 'webgpu', {})).to.match(/It computes a wrong gradient \(first\): .*\.$/);
    expect(backends.failures.map(([name]) => name)).to.deep.equal(['webgpu']);
  });

  it('is WASM, with nothing timed, where no graphics processor can be trusted', async () => {
    const backends = await machine({ webgpu: { dead: true }, webgl: { silent: () => true } });
    const asked: string[] = [];
    expect((await backends.findFastest(saying({}, asked), nobody))?.winner).to.equal('wasm');
    expect(asked).to.deep.equal([]);
    expect(whyOf(backends, 'webgpu', {})).to.match(/It did not start: it took longer than 0\.3 s\.$/);
    expect(whyOf(backends, 'webgl', {})).to.match(/Its self-test failed: an answer took longer than 2 s\.$/);
    expect(backends.isOpen, 'they are not waited for again').to.equal(false);
  });

  it('is not one that fails while it trains', async () => {
    const backends = await machine({ webgpu: {} });
    const failing: TimeSteps = async (name) => {
      if (name === 'webgpu') throw new Error('Device was lost.');
      throw new Error('WASM alone is not timed');
    };
    expect((await backends.findFastest(failing, nobody))?.winner).to.equal('wasm');
    expect(whyOf(backends, 'webgpu', {})).to.match(/Its first steps failed: Device was lost\.$/);
  });

  it('is not one that has lost its device, until that is asked for by name', async () => {
    const backends = await machine({ webgpu: {} });
    const nothingElse = { available: false, preferred: false, words: 'None here.' };
    const alone = new Backends({
      looks: { ...machineWith('webgpu'), wasm: () => nothingElse, cpu: () => nothingElse },
      limits: shortLimits,
    });
    for (const these of [backends, alone]) {
      await these.take('webgpu');
      these.lose('webgpu', new Error('The driver started anew.'));
      expect(these.lost).to.deep.equal(['webgpu']);
      expect(these.isOpen).to.equal(false);
      expect(these.failures, 'it may be there again another day').to.deep.equal([]);
    }
    expect(await backends.take('auto')).to.equal('wasm');
    expect(await alone.take('auto').catch(({ message }: Error) => message)).to.match(
      /^No backend .* webgpu: .* It failed while it computed: The driver started anew\./,
    );
    expect(await alone.take('webgpu')).to.equal('webgpu');
    expect(alone.lost).to.deep.equal([]);
    await backends.take('wasm');
  });

  it('is looked for no further when nobody wants to know', async () => {
    const backends = await machine({ webgpu: {}, webgl: {} });
    expect(await backends.findFastest(async () => undefined, nobody)).to.equal(null);
    expect(backends.isOpen).to.equal(true);
  });

  it('is not looked for among software renderers, which are taken by name only', async () => {
    fake('webgl');
    const software = { available: true, preferred: false, words: 'WebGL runs in software here.' };
    const backends = new Backends({ looks: { ...machineWith(), webgl: () => software }, limits: shortLimits });
    await backends.take('auto');
    expect(backends.isOpen).to.equal(false);
    expect(whyOf(backends, 'webgl', {})).to.equal('WebGL runs in software here. It is tried only when it is asked for.');
    expect(await backends.take('webgl')).to.equal('webgl');
    const whys = backends.reports('webgl', true, {}).map(({ why }) => why.replace(/ One thread.*?\./, ''));
    expect(whys).to.deep.equal([
      'None here.',
      'WebGL runs in software here. It reproduces known gradients. It was asked for.',
      'WebAssembly with SIMD. It reproduces known gradients. Not taken: WebGL was asked for.',
      'Plain JavaScript, the slowest. Not tried: WebGL was asked for.',
    ]);
    await backends.take('wasm');
  });

  it('leaves the others without their device, and starts them again when they are needed', async () => {
    const started: FakeBackend[] = [];
    fake('webgpu', {}, started);
    const backends = new Backends({ looks: machineWith('webgpu'), limits: shortLimits });
    await backends.take('auto');
    await backends.findFastest(saying({ webgpu: 9, wasm: 5 }), nobody);
    backends.tidy();
    expect(tf.engine().registry.webgpu).to.equal(undefined);
    expect(await backends.take('webgpu')).to.equal('webgpu');
    expect(started).to.have.length(2);
    await backends.take('wasm');
  });
});
