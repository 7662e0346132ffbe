import { expect } from '@open-wc/testing';
import { PlaygroundError } from '../../../src/contract/playground-error.js';
import { launchWorker, type WorkerSource } from '../../../src/session/launch-worker.js';
import { SupervisedWorker } from '../../../src/session/supervised-worker.js';
import type { OddApi } from './workers/odd.worker.js';

const odd = new URL('/tests/unit/session/workers/odd.worker.ts', location.href);
const source = (own: () => Worker, url = odd): WorkerSource => ({ name: 'test worker', own, url: () => url });
const ownModule = () => new Worker(odd, { type: 'module' });
const refused = () => {
  throw new DOMException('not here', 'SecurityError');
};

async function errorOf(promise: Promise<unknown>): Promise<PlaygroundError> {
  const outcome = await promise.then(
    () => 'no error',
    (error: unknown) => error,
  );
  expect(outcome).to.be.instanceOf(PlaygroundError);
  return outcome as PlaygroundError;
}

describe('a supervised worker', () => {
  let deaths: PlaygroundError[];
  let worker: SupervisedWorker<OddApi>;
  beforeEach(() => {
    deaths = [];
    worker = new SupervisedWorker<OddApi>({
      launch: () => launchWorker(source(ownModule)),
      onDeath: (reason) => deaths.push(reason),
      stuckAfter: 2_000,
    });
  });
  afterEach(() => worker.stop(new PlaygroundError('disposed', 'The test is over.')));

  it('starts at the first call and answers', async () => {
    expect(worker.started).to.equal(false);
    expect(await worker.call('disposed', (api) => api.double(21))).to.equal(42);
    expect(worker.started).to.equal(true);
  });

  it('carries the code, the words and the cause of a refusal', async () => {
    const error = await errorOf(worker.call('disposed', (api) => api.refuse()));
    expect(error.code).to.equal('file-too-large');
    expect(error.message).to.equal('Set coarsen to 4.');
    expect(error.cause).to.contain('2 GiB');
  });

  it('gives any other error the code of the call', async () => {
    const error = await errorOf(worker.call('data-mismatch', (api) => api.crash()));
    expect(error.code).to.equal('data-mismatch');
    expect(error.message).to.contain('odd');
  });

  it('knows when memory ran out', async () => {
    expect((await errorOf(worker.call('data-mismatch', (api) => api.noMemory()))).code).to.equal('out-of-memory');
  });

  it('rejects every pending call when it is stopped, and starts anew at the next', async () => {
    const pending = [worker.call('disposed', (api) => api.never()), worker.call('disposed', (api) => api.never())];
    await worker.call('disposed', (api) => api.double(1));
    const reason = new PlaygroundError('disposed', 'Stopped by the test.');
    await worker.stop(reason);
    for (const call of pending) expect(await errorOf(call)).to.equal(reason);
    expect(deaths).to.deep.equal([reason]);
    expect(await worker.call('disposed', (api) => api.double(4))).to.equal(8);
  });

  it('starts anew for a call that comes at once after a stop, which is no business of the one before', async () => {
    const pending = errorOf(worker.call('disposed', (api) => api.never()));
    await worker.call('disposed', (api) => api.double(1));
    const reason = new PlaygroundError('disposed', 'Stopped by the test.');
    const stopping = worker.stop(reason);
    expect(await worker.call('disposed', (api) => api.double(4))).to.equal(8);
    await stopping;
    expect(await pending).to.equal(reason);
    expect(await worker.call('disposed', (api) => api.double(5)), 'the second one lives').to.equal(10);
    expect(worker.started).to.equal(true);
  });

  it('rejects a call whose worker throws later, outside of it', async () => {
    const error = await errorOf(worker.call('file-unreadable', (api) => api.throwLater()));
    expect(error.code).to.equal('disposed');
    expect(error.message).to.contain('much later');
    expect(worker.started).to.equal(false);
  });

  it('gives up a worker that gives no sign of life', async () => {
    const error = await errorOf(worker.call('disposed', (api) => api.hang()));
    expect(error.message).to.contain('did not answer');
    expect(await worker.call('disposed', (api) => api.double(3))).to.equal(6);
  });
});

describe('launching a worker', () => {
  it('falls back to a blob where a module worker is refused', async () => {
    const worker = await launchWorker(source(refused));
    worker.terminate();
  });

  it('says what to do when nothing works', async () => {
    const nowhere = new URL('/nowhere.worker.js', location.href);
    const error = await errorOf(launchWorker(source(() => new Worker(nowhere, { type: 'module' }), nowhere)));
    expect(error.code).to.equal('worker-blocked');
    expect(error.message).to.contain("worker-src 'self' blob:");
    expect(error.message).to.contain('nowhere.worker.js');
  });

  it('can be tried again after a failure', async () => {
    let tries = 0;
    const worker = new SupervisedWorker<OddApi>({
      launch: () => (tries++ === 0 ? Promise.reject(new Error('first')) : launchWorker(source(ownModule))),
    });
    expect((await errorOf(worker.call('worker-blocked', (api) => api.double(1)))).code).to.equal('worker-blocked');
    expect(await worker.call('worker-blocked', (api) => api.double(1))).to.equal(2);
    await worker.stop(new PlaygroundError('disposed', 'The test is over.'));
  });
});
