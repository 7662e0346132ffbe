/** Which backend the engine trains on, with graphics processors that are none. */
import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../../../src/backend/choose.js';
import type { BackendName } from '../../../src/contract/engine.js';
import type { EngineReport } from '../../../src/engine/api.js';
import type { Kept } from '../../../src/engine/choices.js';
import type { Keepsake } from '../../../src/engine/keepsake.js';
import { type FakeBackend, fake } from '../backend/fake-backends.js';
import { type Bench, backendOf, drawer, engineWith, gpuFirst, small, src, training, wasmFirst } from './benches.js';

const measured = async ({ engine }: Bench): Promise<BackendName[]> =>
  (await engine.engineInfo()).backends.filter(({ msPerStep }) => msPerStep !== undefined).map(({ name }) => name);

describe('the choice of the backend', () => {
  let bench: Bench;
  before(() => startBackend('wasm')); // in its own time
  afterEach(async () => {
    await bench.engine.dispose('main');
  });

  it('loses no time where there is only one, whose speed the run tells', async () => {
    bench = await engineWith({});
    expect(await measured(bench)).to.deep.equal([]);
    expect(backendOf(await bench.engine.train('main', 'r', training))).to.equal('wasm');
    expect(bench.reports.some(({ kind }) => kind === 'measuring')).to.equal(false);
    const { backends } = await bench.engine.engineInfo();
    expect(backends.find(({ name }) => name === 'wasm')?.msPerStep).to.be.above(0);
    expect(await measured(bench)).to.deep.equal(['wasm']);
    expect(bench.place.kept, 'nothing was found out that could be kept').to.equal(undefined);
    const told = bench.reports.findLast((report) => report.kind === 'backend');
    expect(told?.kind === 'backend' && told.backends).to.deep.equal(backends);
  });

  it('falls on the fastest, and the run is the one on that backend set by hand', async () => {
    bench = await engineWith({ webgpu: {}, webgl: {} }, { webgpu: 5, webgl: 15, wasm: 10 });
    const before = await bench.engine.weights('main');
    const { tensors } = await bench.engine.engineInfo();
    const end = await bench.engine.train('main', 'r', training);
    const info = await bench.engine.engineInfo();
    expect(backendOf(end), JSON.stringify(info.backends)).to.equal('webgpu');
    expect(info.backend).to.equal('webgpu');
    expect(info.tensors, 'tensors left').to.equal(tensors);
    expect(info.backends.map(({ name, trustworthy }) => [name, trustworthy])).to.deep.equal([
      ['webgpu', true],
      ['webgl', true],
      ['wasm', true],
      ['cpu', undefined],
    ]);
    expect(tf.engine().registry.webgl, 'the loser holds nothing').to.equal(undefined);
    const after = await bench.engine.weights('main');

    await bench.engine.setBackend('webgpu');
    await bench.engine.setNetwork('main', small, 1);
    expect(await bench.engine.weights('main')).to.deep.equal(before);
    await bench.engine.train('main', 'r2', training);
    expect(await bench.engine.weights('main')).to.deep.equal(after);
  });

  it('is remembered for the shape of the network and measured anew for another', async () => {
    bench = await engineWith({ webgpu: {} }, wasmFirst);
    const { engine, reports } = bench;
    expect(backendOf(await engine.train('main', 'r', training))).to.equal('wasm');
    const first = bench.place.kept;
    expect(first?.results.map(([, { winner }]) => winner)).to.deep.equal(['wasm']);
    expect(await measured(bench)).to.deep.equal(['webgpu', 'wasm']);

    const names = small.layers.map((layer, i) => ({ ...layer, name: `other${i}` }));
    await engine.setNetwork('main', { layers: names }, 7);
    await engine.train('main', 'r2', { ...training, seed: 9, learningRate: 0.1, optimizer: 'sgd' });
    expect(bench.place.kept, 'not measured again').to.deep.equal(first);

    await engine.train('main', 'r3', { ...training, batchSize: 4 });
    expect(bench.place.kept?.results).to.have.length(2);
    await engine.setNetwork('main', { layers: [{ type: 'Flatten' }, { type: 'Dense', units: 10 }] }, 1);
    await engine.train('main', 'r4', training);
    expect(bench.place.kept?.results).to.have.length(3);
    expect(reports.filter(({ kind }) => kind === 'measuring').at(-1), 'what was noticed has ended').to.satisfy(
      (report?: EngineReport) => !report || (report.kind === 'measuring' && report.backend === null),
    );
  });

  it('is taken over from an earlier page on the same machine, failures included, and from no other', async () => {
    const place = drawer();
    bench = await engineWith({ webgpu: {}, webgl: { dead: true } }, gpuFirst, place);
    await bench.engine.train('main', 'r', training);
    await bench.engine.dispose('main');
    const kept = structuredClone(place.kept) as Kept;
    expect(kept.failures.map(([name]) => name)).to.deep.equal(['webgl']);

    const started: FakeBackend[] = [];
    bench = await engineWith({ webgpu: {}, webgl: {} }, gpuFirst, place);
    fake('webgl', {}, started);
    expect(backendOf(await bench.engine.train('main', 'r', training))).to.equal('webgpu');
    expect(place.kept, 'nothing was measured').to.deep.equal(kept);
    expect(started, 'who hung is not asked again').to.have.length(0);
    await bench.engine.dispose('main');

    place.kept = { ...kept, machine: `${kept.machine} and another driver` };
    bench = await engineWith({ webgpu: {} }, wasmFirst, place);
    expect(backendOf(await bench.engine.train('main', 'r', training)), 'measured anew').to.equal('wasm');
    expect(place.kept.machine).not.to.contain('another driver');
    await bench.engine.dispose('main');

    place.kept = { ...place.kept, since: Date.now() - 31 * 24 * 3600_000 };
    bench = await engineWith({ webgpu: {} }, wasmFirst, place);
    await bench.engine.train('main', 'r', training);
    expect(place.kept.since, 'measured anew after a month').to.be.above(Date.now() - 60_000);
  });

  it('survives a card that is lost or silent while it is measured', async () => {
    for (const fault of ['lost', 'silent'] as const) {
      let trainedOn = 0;
      bench = await engineWith({ webgpu: { [fault]: () => trainedOn > 0 } });
      const before = await bench.engine.weights('main');
      const { tensors } = await bench.engine.engineInfo();
      const original = tf.getKernel('Conv2DBackpropFilter', 'webgpu');
      tf.unregisterKernel('Conv2DBackpropFilter', 'webgpu');
      // the self-test has one gradient of each filter; then the card goes
      let gradients = 0;
      tf.registerKernel({
        ...original,
        kernelFunc: (call) => {
          if (++gradients > 2) trainedOn++;
          return original.kernelFunc(call);
        },
      });
      const end = await bench.engine.train('main', 'r', { ...training, epochs: 1 });
      expect(trainedOn, 'it had begun to train').to.be.above(0);
      expect([end.reason, backendOf(end)]).to.deep.equal(['finished', 'wasm']);
      const info = await bench.engine.engineInfo();
      expect(info.tensors, `tensors left: ${fault}`).to.equal(tensors);
      expect(info.backends[0]?.trustworthy).to.equal(false);
      expect(info.backends[0]?.why).to.match(fault === 'lost' ? /first steps failed: Device was lost\.$/ : /took longer than 0\.5 s\.$/);
      await bench.engine.setNetwork('main', small, 1);
      expect(await bench.engine.weights('main')).to.deep.equal(before);
      if (fault === 'lost') await bench.engine.dispose('main');
    }
  });

  it('is heard of where it takes long, and can be stopped', async () => {
    bench = await engineWith({ webgpu: { slow: 300 } });
    const { engine, reports } = bench;
    const before = await engine.weights('main');
    const run = engine.train('main', 'r', { ...training, epochs: 1000 });
    await new Promise<void>((resolve) => engine.listen(({ kind }) => kind === 'measuring' && resolve()));
    const asked = engine.engineInfo();
    await engine.steer('main', 'r', 'stop');
    expect((await run).reason).to.equal('stopped');
    expect((await asked).backend).to.equal('wasm');
    expect(await engine.weights('main'), 'no step was made').to.deep.equal(before);
    const heard = reports.flatMap((report) => (report.kind === 'measuring' ? [report.backend] : []));
    expect(heard[0]).to.equal('webgpu');
    expect(heard.at(-1)).to.equal(null);
    expect(bench.place.kept, 'half a result is none').to.equal(undefined);
  });

  it('waits: who asks meanwhile is answered on the backend that stands afterwards', async () => {
    bench = await engineWith({ webgpu: {} }, gpuFirst);
    const { engine } = bench;
    const evaluation = engine.evaluate('main', 'test');
    const run = engine.train('main', 'r', { ...training, epochs: 1 });
    const prediction = engine.predict('main', [3]);
    expect(await evaluation).to.have.property('loss');
    expect((await prediction).probabilities).to.have.length(1);
    expect(backendOf(await run)).to.equal('webgpu');
  });

  it('is left alone while another session trains', async () => {
    bench = await engineWith({ webgpu: {} });
    const { engine } = bench;
    await engine.setBackend('wasm');
    const first = engine.train('main', 'r', { ...training, epochs: 1000 });
    await engine.makeDataset('other', src, { coarsen: 5, crop: 12 });
    await engine.setNetwork('other', small, 1);
    expect(backendOf(await engine.train('other', 'r', training))).to.equal('wasm');
    await engine.steer('main', 'r', 'stop');
    await first;
    await engine.dispose('other');
  });

  it('is overridden by hand, and given back', async () => {
    bench = await engineWith({ webgpu: {} }, gpuFirst);
    const { engine } = bench;
    await engine.setBackend('wasm');
    expect(backendOf(await engine.train('main', 'r', training))).to.equal('wasm');
    expect((await engine.engineInfo()).backends[2]?.why).to.match(/It was asked for\.$/);
    await engine.setBackend('auto');
    expect(backendOf(await engine.train('main', 'r2', training))).to.equal('webgpu');
    await engine.setBackend('cpu');
    expect((await engine.setBackend('auto')).backend, 'what was measured holds').to.equal('webgpu');
  });

  it('stays as it was, weights and all, where a network has no room on another', async () => {
    bench = await engineWith({ webgpu: { noRoomFor: 70 } });
    const { engine, reports } = bench;
    await engine.makeDataset('other', src, { coarsen: 5, crop: 12 });
    await engine.setNetwork('other', { layers: [{ type: 'Flatten' }, { type: 'Dense', units: 70 }, { type: 'Dense', units: 10 }] }, 1);
    const before = [await engine.weights('main'), await engine.weights('other')];
    const { tensors } = await engine.engineInfo();
    const refusal = await engine.setBackend('webgpu').catch((error: Error) => error);
    expect(refusal).to.have.property('message', 'Out of memory.');
    const { backend, backends, ...left } = await engine.engineInfo();
    expect(backend).to.equal('wasm');
    expect(left.tensors).to.equal(tensors);
    expect(reports.findLast(({ kind }) => kind === 'backend')).to.deep.include({ backend, backends });
    expect([await engine.weights('main'), await engine.weights('other')]).to.deep.equal(before);
    expect(backendOf(await engine.train('main', 'r', { ...training, epochs: 1 }))).to.be.a('string');
    await engine.dispose('other');
  });

  it('needs no place to keep anything', async () => {
    const nowhere: Keepsake<Kept> = { load: async () => undefined, save: async () => undefined };
    bench = await engineWith({ webgpu: {} }, wasmFirst, nowhere);
    expect(backendOf(await bench.engine.train('main', 'r', training))).to.equal('wasm');
  });
});
