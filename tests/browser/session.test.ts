/** A session with its real workers, as a page uses it: from a source to a trained network, and every way things go wrong. */
import { expect } from '@open-wc/testing';
import { DatasetRequest, NetworkRequest, RunRequest, SelectRequest, TrainRequest } from '../../src/contract/events.js';
import type { DatasetOptions } from '../../src/contract/dataset.js';
import type { NetworkSpec } from '../../src/contract/network.js';
import type { SaliencyOptions } from '../../src/contract/inspection.js';
import { PlaygroundError } from '../../src/contract/playground-error.js';
import type { Session } from '../../src/contract/session.js';
import type { SessionSnapshot } from '../../src/contract/snapshot.js';
import type { EpochReport, TrainOptions } from '../../src/contract/training.js';
import { engineInfo, getSession, setBackend, useWorkers } from '../../src/session.js';
import { hearRequests } from '../../src/session/requests.js';
import { pageWorkers } from '../../src/session/workers.js';

useWorkers({ engine: '/src/engine/engine.worker.ts', files: '/src/data/readers/file.worker.ts' });
hearRequests();

const src = 'synthetic:galaxies?n=120&seed=3';
const training: TrainOptions = { optimizer: 'adam', learningRate: 0.01, batchSize: 32, epochs: 3, loss: 'categorical-cross-entropy' };
const small: NetworkSpec = { name: 'small', layers: [{ type: 'Flatten' }, { type: 'Dense', units: 10, name: 'out' }] };

async function refusal(promise: Promise<unknown>): Promise<PlaygroundError> {
  const outcome = await promise.then(
    () => 'nothing was refused',
    (error: unknown) => error,
  );
  expect(outcome).to.be.instanceOf(PlaygroundError);
  return outcome as PlaygroundError;
}

/** The events of these types that reach the document, while `work` goes on. */
async function eventsDuring(types: readonly string[], work: () => Promise<unknown>): Promise<CustomEvent[]> {
  const events: CustomEvent[] = [];
  const hear = (event: Event) => events.push(event as CustomEvent);
  for (const type of types) document.addEventListener(type, hear);
  await work();
  for (const type of types) document.removeEventListener(type, hear);
  return events;
}

const until = (session: Session, holds: (snapshot: SessionSnapshot) => boolean): Promise<SessionSnapshot> =>
  new Promise((resolve) => {
    const undo = session.subscribe((snapshot) => {
      if (!holds(snapshot)) return;
      queueMicrotask(() => undo());
      resolve(snapshot);
    });
  });

describe('a session', () => {
  let session: Session;
  beforeEach(() => {
    session = getSession('test');
  });
  afterEach(() => session.dispose());

  it('is one a name, and starts no worker until something is used', () => {
    expect(getSession('test')).to.equal(session);
    expect(getSession('other')).not.to.equal(session);
    expect(session.snapshot.catalogue).to.equal(null);
    expect(pageWorkers().engine.started).to.equal(false);
  });

  it('loads, builds, trains and tells each epoch once', async () => {
    const events = await eventsDuring(['gp-dataset-change', 'gp-network-change', 'gp-run-start', 'gp-epoch', 'gp-run-end'], async () => {
      await session.loadDataset({ src, coarsen: 3 });
      await session.setNetwork(small);
      await session.train(training).finished;
    });
    expect(events.map(({ type }) => type)).to.deep.equal([
      'gp-dataset-change',
      'gp-network-change',
      'gp-run-start',
      ...Array(3).fill('gp-epoch'),
      'gp-run-end',
    ]);
    for (const { detail } of events) expect(detail.session).to.equal('test');
    expect(events.at(-1)?.detail.reason).to.equal('finished');
    expect(session.snapshot.run?.state).to.equal('finished');
    expect(session.snapshot.run?.history).to.deep.equal(events.at(-1)?.detail.history);
    expect(session.snapshot.backend).to.equal('wasm');
    expect(session.snapshot.catalogue?.presets.length).to.be.at.least(4);
    expect(Object.isFrozen(session.snapshot.dataset)).to.equal(true);
  });

  it('can be read epoch by epoch, paused, stepped and stopped', async () => {
    await session.loadDataset({ src, coarsen: 3 });
    await session.setNetwork(small);
    const run = session.train({ ...training, epochs: 100_000 });
    const epochs: EpochReport[] = [];
    for await (const epoch of run) {
      epochs.push(epoch);
      if (epochs.length === 1) {
        run.pause();
        expect(session.snapshot.run?.state).to.equal('paused');
        const held = await session.weights();
        await new Promise((wake) => setTimeout(wake, 50));
        expect(await session.weights()).to.deep.equal(held);
        run.step();
        for (let moved = false; !moved; ) moved = JSON.stringify(await session.weights()) !== JSON.stringify(held);
        run.resume();
      }
      if (epochs.length === 3) run.stop();
    }
    expect((await run.finished).reason).to.equal('stopped');
    expect(epochs.slice(0, 3).map(({ epoch }) => epoch)).to.deep.equal([1, 2, 3]);
    expect(session.currentRun).to.equal(null);
  });

  it('answers requests that bubble to the document, unless they are refused on the way', async () => {
    document.dispatchEvent(new DatasetRequest({ session: 'test', options: { src, coarsen: 3 } }));
    document.dispatchEvent(new NetworkRequest({ session: 'test', network: small }));
    await until(session, ({ dataset, network }) => dataset !== null && network !== null);
    document.dispatchEvent(new SelectRequest({ session: 'test', index: 5 }));
    expect(session.snapshot.selected).to.equal(5);

    const refuse = (event: Event) => event.preventDefault();
    document.addEventListener(TrainRequest.type, refuse, { once: true });
    document.dispatchEvent(new TrainRequest({ session: 'test', options: training }));
    expect(session.currentRun).to.equal(null);

    document.dispatchEvent(
      new CustomEvent('gp-train-request', { bubbles: true, detail: { session: 'test', options: { ...training, epochs: 10_000 } } }),
    );
    expect(session.currentRun).not.to.equal(null);
    document.dispatchEvent(new RunRequest({ session: 'test', action: 'stop' }));
    expect((await until(session, ({ run }) => run?.state === 'stopped')).run?.number).to.equal(1);
  });

  it('keeps what stood when something is refused, and shows the refusal until the next success', async () => {
    await session.loadDataset({ src, coarsen: 3 });
    await session.setNetwork(small);
    const { dataset, network } = session.snapshot;
    const bad: [() => Promise<unknown>, string][] = [
      [() => session.loadDataset({ src: 'synthetic:cats' }), 'file-unsupported'],
      [() => session.loadDataset({ src: '/nowhere.h5' }), 'file-unreadable'],
      [() => session.loadDataset({ src: new File([], 'empty.h5') }), 'file-unreadable'],
      [() => session.loadDataset({ src: new File(['no galaxies here, only words'], 'words.h5') }), 'file-unreadable'],
      [() => session.loadDataset({ src: new File(['SIMPLE  =                    T'], 'picture.fits') }), 'file-unsupported'],
      [() => session.loadDataset({ src, crop: 500 }), 'data-mismatch'],
      [() => session.setNetwork({ layers: [{ type: 'Conv2D', filters: 2, kernelSize: 99 }] }), 'network-invalid'],
      [() => session.setNetwork('no-such-preset' as 'decals'), 'network-invalid'],
      [() => session.train({ ...training, learningRate: Number.NaN }).finished, 'data-mismatch'],
    ];
    for (const [act, code] of bad) {
      const [event] = await eventsDuring(['gp-error'], async () => expect((await refusal(act())).code).to.equal(code));
      expect(event?.detail.error.code).to.equal(code);
      expect(session.snapshot.error?.code).to.equal(code);
      expect(session.snapshot.dataset).to.equal(dataset);
      expect(session.snapshot.network).to.equal(network);
    }
    await session.loadDataset({ src, coarsen: 3 });
    expect(session.snapshot.error).to.equal(null);
  });

  it('does not forget a refusal because something else succeeds', async () => {
    await refusal(session.loadDataset({ src: '/nowhere.h5' }));
    await session.setNetwork({ ...small, inputShape: [69, 69, 3] });
    expect(session.snapshot).to.deep.include({ refused: 'dataset', dataset: null });
    expect(session.snapshot.error?.code).to.equal('file-unreadable');
    await session.loadDataset({ src });
    expect(session.snapshot).to.include({ refused: null, error: null });

    const other = getSession('without a network');
    await refusal(other.setNetwork('no-such-preset' as 'decals'));
    await other.loadDataset({ src, coarsen: 3 });
    expect(other.snapshot).to.deep.include({ refused: 'network', network: null, draft: null });
    await other.setNetwork(small);
    expect(other.snapshot).to.include({ refused: null, error: null });
    await other.dispose();
  });

  it('works with copies of what it was given', async () => {
    await session.loadDataset({ src, coarsen: 3 });
    const spec = structuredClone(small);
    const building = session.setNetwork(spec);
    spec.layers.push({ type: 'Dense', units: 3 });
    expect((await building).layers).to.have.length(2);
    const options = { ...training };
    const run = session.train(options);
    options.epochs = 1;
    expect((await run.finished).history).to.have.length(3);
    expect(session.snapshot.run?.options.epochs).to.equal(3);
  });

  it('refuses options that cannot be copied, and trains afterwards', async () => {
    await session.loadDataset({ src, coarsen: 3 });
    await session.setNetwork(small);
    const { code, message } = await refusal(session.train(new Proxy(training, {})).finished);
    expect(code).to.equal('data-mismatch');
    expect(message).to.contain('plain data');
    expect((await session.train(training).finished).reason).to.equal('finished');
  });

  it('lets a run be paused or stopped before the engine has begun it', async () => {
    await session.loadDataset({ src, coarsen: 3 });
    await session.setNetwork(small);
    document.addEventListener('gp-run-start', () => session.currentRun?.pause(), { once: true });
    const run = session.train({ ...training, epochs: 5000 });
    expect(session.snapshot.run?.state).to.equal('paused');
    const rest = async () => {
      for (let turn = 0; turn < 5; turn++) await session.evaluate('test'); // the engine has had its time
      return session.snapshot.run?.step?.step;
    };
    const at = await rest();
    expect(await rest()).to.equal(at);
    run.stop();
    expect((await run.finished).reason).to.equal('stopped');

    const changing = setBackend('cpu');
    const stopped = session.train(training);
    stopped.stop();
    expect(await stopped.finished).to.deep.include({ reason: 'stopped', history: [] });
    await changing;
    await setBackend('auto');
  });

  it('does not start a run that would keep out the data that are on their way', async () => {
    await session.loadDataset({ src, coarsen: 3 });
    await session.setNetwork(small);
    const loading = session.loadDataset({ src: '/datasets/galaxy10-sdss-sample.h5', coarsen: 3 });
    expect((await refusal(session.train(training).finished)).code).to.equal('busy');
    let run: ReturnType<Session['train']> | undefined;
    document.addEventListener('gp-dataset-change', () => (run = session.train({ ...training, epochs: 1 })), { once: true });
    expect((await loading).count).to.equal(240);
    expect((await run?.finished)?.reason, 'whoever hears of the data can train').to.equal('finished');
  });

  it('reads a second file where the first is not wanted any more', async () => {
    const first = refusal(session.loadDataset({ src: '/datasets/galaxy10-sdss-sample.h5' }));
    await until(session, ({ tasks }) => tasks.some(({ task, fraction }) => task === 'dataset' && fraction !== null));
    const second = refusal(session.loadDataset({ src: '/datasets/galaxy10-sdss-sample.h5', coarsen: 3 }));
    const info = await session.loadDataset({ src: '/datasets/galaxy10-decals-sample.h5', coarsen: 8 });
    expect([(await first).code, (await second).code]).to.deep.equal(['busy', 'busy']);
    expect(info.count).to.equal(18);
    expect(session.snapshot.dataset).to.deep.equal(info);
    expect(session.snapshot).to.deep.include({ error: null, refused: null, tasks: [] });
  });

  it('shows a network that cannot be built as a draft', async () => {
    await session.loadDataset({ src, coarsen: 3 });
    await session.setNetwork(small);
    await refusal(session.setNetwork({ layers: [{ type: 'Conv2D', filters: 2, kernelSize: 99 }] }));
    expect(session.snapshot.draft?.problems.join()).to.contain('99');
    await session.setNetwork(small);
    expect(session.snapshot.draft).to.equal(null);
  });

  it('stops a run that diverges, with finite weights and words', async () => {
    await session.loadDataset({ src, coarsen: 3 });
    await session.setNetwork(small);
    const run = session.train({ ...training, optimizer: 'sgd', loss: 'squared-error', learningRate: 1e12, epochs: 50 });
    const end = await run.finished;
    expect(end.reason).to.equal('diverged');
    expect(end.error?.code).to.equal('training-diverged');
    for (const { values } of await session.weights()) expect(values.every(Number.isFinite)).to.equal(true);
  });

  it('drops a dataset that came too late', async () => {
    const late = refusal(session.loadDataset({ src: `${location.origin}/shared/none.h5` }));
    const info = await session.loadDataset({ src, coarsen: 3 });
    await late;
    expect(session.snapshot.dataset).to.deep.equal(info);
    expect(session.snapshot.error).to.equal(null);
    expect(session.snapshot.tasks).to.deep.equal([]);
  });

  it('lets the latest wish win, whatever answers first', async () => {
    const first = refusal(session.loadDataset({ src: 'synthetic:galaxies?n=600' }));
    const second = session.loadDataset({ src: 'synthetic:galaxies?n=20', split: 0.5 });
    const [{ code }, info] = await Promise.all([first, second]);
    expect(code).to.equal('busy');
    expect(info.count).to.equal(20);
    expect(session.snapshot.dataset).to.deep.equal(info);
    expect((await session.labels()).labels).to.have.length(20);
    expect(session.snapshot.error).to.equal(null);
  });

  it('builds the latest of two networks asked for at once, and says so to who asked for the other', async () => {
    await session.loadDataset({ src, coarsen: 3 });
    for (const busy of [null, setBackend('cpu')]) {
      const first = refusal(session.setNetwork(small));
      const info = await session.setNetwork({ ...small, name: 'latest' });
      expect((await first).code).to.equal('busy');
      expect(session.snapshot).to.deep.include({ network: info, error: null });
      expect(info.name).to.equal('latest');
      await busy;
    }
    await setBackend('auto');
  });

  it('leaves nothing behind when it is disposed while data are on their way', async () => {
    const load = refusal(session.loadDataset({ src: 'synthetic:galaxies?n=400' }));
    await session.dispose();
    expect((await load).code).to.equal('disposed');
    const next = getSession('test');
    expect(next).not.to.equal(session);
    expect((await refusal(next.labels())).code).to.equal('data-mismatch');
    await next.dispose();
  });

  it('asks in words for what a page without types left out', async () => {
    const calls: [() => Promise<unknown>, string][] = [
      [() => session.loadDataset(undefined as unknown as DatasetOptions), 'data-mismatch'],
      [() => session.loadDataset({} as DatasetOptions), 'data-mismatch'],
      [() => session.loadDataset({ src: 'http://' }), 'file-unreadable'],
      [() => session.loadDataset({ src: [] }), 'file-unreadable'],
      [() => session.setNetwork(null as unknown as NetworkSpec), 'network-invalid'],
      [() => session.setNetwork({} as NetworkSpec), 'network-invalid'],
      [() => session.setNetwork({ layers: [{ type: 'Dense', units: () => 3 }] } as unknown as NetworkSpec), 'network-invalid'],
      [() => session.train(undefined as unknown as TrainOptions).finished, 'data-mismatch'],
      [() => session.train({} as TrainOptions).finished, 'network-invalid'],
      [() => session.samples(3 as unknown as number[]), 'data-mismatch'],
      [() => setBackend('abacus' as 'cpu'), 'backend-unavailable'],
    ];
    for (const [call, code] of calls) {
      const error = await refusal(call());
      expect(error.code, error.message).to.equal(code);
      expect(error.message).not.to.match(/undefined|cannot read|not iterable|nobody foresaw/i);
    }
  });

  it('asks in words for inputs it can use', async () => {
    await session.loadDataset({ src, coarsen: 3 });
    await session.setNetwork(small);
    const odd = [5, {}, null, undefined, 'x'] as unknown as number[][];
    for (const input of odd) expect((await refusal(session.predict(input))).message, String(input)).to.match(/^Give a list/);
    expect((await refusal(session.activations(0, null as unknown as number))).message).to.match(/^Give a sample/);
    expect((await refusal(session.saliency(undefined as unknown as SaliencyOptions))).message).to.match(/^Say what to explain/);
    expect((await refusal(session.train({ ...training, epochs: -1 }).finished)).code).to.equal('data-mismatch');
    expect(session.snapshot.run?.state).to.equal('failed');
    document.dispatchEvent(new CustomEvent('gp-train-request', { detail: { session: 'test' } }));
    document.dispatchEvent(new CustomEvent('gp-run-request', { detail: null }));
    document.dispatchEvent(new CustomEvent('gp-run-request', { detail: { session: 'test', action: 'constructor' } }));
    expect((await session.train({ ...training, epochs: 1 }).finished).reason).to.equal('finished');
  });

  it('goes on when a subscriber of the page throws, and leaves the options of a caller alone', async () => {
    const { onerror } = window;
    window.onerror = () => true;
    await session.loadDataset({ src, coarsen: 3 });
    await session.setNetwork(small);
    const undo = session.subscribe(() => {
      throw new Error('the page is at fault');
    });
    const options = { ...training, epochs: 1 };
    expect((await session.train(options).finished).reason).to.equal('finished');
    expect(Object.isFrozen(options)).to.equal(false);
    undo();
    window.onerror = onerror;
  });

  it('settles every call when the engine dies, and works again afterwards', async () => {
    await session.loadDataset({ src, coarsen: 3 });
    await session.setNetwork(small);
    const run = session.train({ ...training, epochs: 100_000 });
    const calls = [refusal(run.finished), refusal(session.evaluate()), refusal(session.weights())];
    const ended = eventsDuring(['gp-run-end'], () => until(session, ({ run: record }) => record?.state === 'failed'));
    await pageWorkers().engine.stop(new PlaygroundError('disposed', 'Killed by the test.'));
    for (const call of calls) expect((await call).code).to.equal('disposed');
    expect((await ended)[0]?.detail.reason).to.equal('failed');
    expect(session.snapshot.refused).to.equal('engine');
    expect(session.snapshot.dataset).to.equal(null);
    expect((await session.loadDataset({ src, coarsen: 3 })).count).to.equal(120);
  });

  it('refuses everything once it is disposed, and the next of its name is fresh', async () => {
    await session.loadDataset({ src, coarsen: 3 });
    await session.dispose();
    expect((await refusal(session.labels())).code).to.equal('disposed');
    expect((await refusal(session.train(training).finished)).code).to.equal('disposed');
    expect(getSession('test').snapshot.dataset).to.equal(null);
    expect(getSession('test')).not.to.equal(session);
  });

  it('says which backend computes and why, and changes it on demand', async () => {
    const { backend, backends } = await engineInfo();
    expect(backend).to.equal('wasm');
    for (const report of backends) expect(report.why).to.be.a('string').and.not.equal('');
    expect((await setBackend('cpu')).backend).to.equal('cpu');
    expect((await setBackend('auto')).backend).to.equal('wasm');
  });
});
