import { expect } from '@open-wc/testing';
import type { EpochReport } from '../../../src/contract/training.js';
import { oncePerFrame } from '../../../src/session/frame.js';
import { PageRun } from '../../../src/session/page-run.js';
import { newRun, withStep } from '../../../src/session/run-record.js';
import { Store } from '../../../src/session/store.js';
import { PlaygroundError } from '../../../src/contract/playground-error.js';

const options = { optimizer: 'sgd', learningRate: 0.1, batchSize: 1, steps: 5, loss: 'squared-error' } as const;
const epoch = (n: number) => ({ run: 'r', epoch: n, step: n }) as EpochReport;

describe('the store', () => {
  it('gives complete frozen states, and calls a listener at once', () => {
    const store = new Store({ a: { b: [1] }, values: new Float32Array(2) });
    const seen: unknown[] = [];
    const undo = store.subscribe((state) => seen.push(state));
    store.change({ values: new Float32Array(3) });
    undo();
    store.change({ values: new Float32Array(4) });
    expect(seen).to.have.length(2);
    expect(Object.isFrozen(store.state)).to.equal(true);
    expect(Object.isFrozen(store.state.a.b)).to.equal(true);
    expect(store.state.values).to.have.length(4);
  });
});

describe('the record of a run', () => {
  it('keeps a bounded number of step losses that still spans the whole run', () => {
    let run = newRun('r', 1, 'net', options);
    for (let step = 1; step <= 5_000; step++) run = withStep(run, { run: 'r', epoch: 1, step, loss: 1 / step, fraction: step / 5_000 });
    expect(run.losses.length).to.be.within(100, 400);
    expect(run.losses[0]?.[0]).to.be.below(100);
    expect(run.losses.at(-1)?.[0]).to.equal(5_000);
    const steps = run.losses.map(([step]) => step);
    expect(steps).to.deep.equal([...steps].sort((a, b) => a - b));
  });
});

describe('a run on the page', () => {
  const end = { run: 'r', reason: 'finished', history: [] } as const;

  it('gives every reader every epoch, early or late', async () => {
    const run = new PageRun('r', () => undefined);
    const read = async () => {
      const epochs: number[] = [];
      for await (const report of run) epochs.push(report.epoch);
      return epochs;
    };
    const early = read();
    run.report(epoch(1));
    await Promise.resolve();
    run.report(epoch(2));
    run.end({ ...end, history: [] });
    expect(await early).to.deep.equal([1, 2]);
    expect(await read()).to.deep.equal([1, 2]);
    expect((await run.finished).reason).to.equal('finished');
  });

  it('throws out of the loop when the run fails', async () => {
    const run = new PageRun('r', () => undefined);
    const reading = (async () => {
      for await (const _ of run) void _;
    })();
    run.fail(new PlaygroundError('disposed', 'gone'));
    expect(await reading.catch((error: PlaygroundError) => error.code)).to.equal('disposed');
  });
});

describe('work once a frame', () => {
  it('happens once for many wishes, and also where frames never come', async () => {
    const original = globalThis.requestAnimationFrame;
    globalThis.requestAnimationFrame = () => 0; // a hidden or frozen page
    try {
      let calls = 0;
      const work = oncePerFrame(() => calls++);
      for (let i = 0; i < 10; i++) work.ask();
      expect(calls).to.equal(0);
      await new Promise((wake) => setTimeout(wake, 400));
      expect(calls).to.equal(1);
      work.flush();
      expect(calls).to.equal(1);
      work.ask();
      work.flush();
      expect(calls).to.equal(2);
    } finally {
      globalThis.requestAnimationFrame = original;
    }
  });
});
