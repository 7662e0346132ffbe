import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { attachSimd, crewOf, endThreads, threadsInWords } from '../../../../src/backend/simd/load.js';
import type { HelperStart } from '../../../../src/backend/threads/helper.js';
import { inParallel, rangesOf, threadsOf } from '../../../../src/backend/threads/parallel.js';
import { until } from '../../../waiting.js';
import { useBuild, wasm } from '../simd/builds.js';

const OwnWorker = globalThis.Worker;
let started: { start: HelperStart; worker: Worker }[] = [];

/** Notes what each helper is sent. */
class NotedWorker extends OwnWorker {
  override postMessage(message: HelperStart): void {
    started.push({ start: message, worker: this });
    super.postMessage(message);
  }
}

const jobsOf = ({ memory, jobs }: HelperStart) => new Int32Array(memory.buffer, jobs.address, jobs.length);
const length = 1_000_000;
const addresses = () => {
  const address = wasm().wasm._malloc(4 * length) >>> 0;
  const values = () => new Float32Array(wasm().wasm.HEAPU8.buffer, address, length);
  return { address, values, free: () => wasm().wasm._free(address) };
};

/** Lets the only helper end, which takes no part any more then; `terminate` lets it go on for a moment. */
async function silence(start: HelperStart): Promise<void> {
  const jobs = jobsOf(start);
  const asleep = () => Atomics.load(jobs, start.at.asleep);
  await until(() => asleep() === 1);
  Atomics.store(jobs, start.at.over, 1);
  await until(() => {
    Atomics.notify(jobs, start.at.end); // again, where it said that it sleeps, and does so only now
    return asleep() === 0;
  });
}

/** y = max(x, 0) + 1 on all numbers at once, in parts. */
function addOneTo(address: number, one: number): void {
  inParallel(wasm(), rangesOf(wasm(), length, 8), [], (simd, { first, count }) => {
    simd.addBias(address + 4 * first, address + 4 * first, count, 1, one, 0);
  });
}

describe('threads on a cross-origin isolated page', () => {
  before(async () => {
    globalThis.Worker = NotedWorker;
    await useBuild('relaxed');
  });
  beforeEach(() => {
    started = [];
  });
  after(() => {
    globalThis.Worker = OwnWorker;
  });

  it('are as many as the machine has cores, up to four, and the backend says so', async () => {
    await attachSimd(wasm());
    const cores = Math.min(navigator.hardwareConcurrency, 4);
    expect(threadsOf(wasm())).to.equal(cores);
    expect(threadsInWords(wasm())).to.equal(cores > 1 ? `${cores} threads.` : 'One thread.');
  });

  it('compute every part once, of thousands of parts', async () => {
    await attachSimd(wasm(), 'relaxed', { threads: 3 });
    const [x, one] = [addresses(), addresses()];
    x.values().fill(0);
    one.values()[0] = 1;
    for (let job = 0; job < 300; job++) addOneTo(x.address, one.address);
    expect(x.values().every((value) => value === 300)).to.equal(true);
    const small = Array.from({ length: 200 }, (_, index) => ({ index, first: index, count: 1 }));
    for (let job = 0; job < 60; job++) {
      inParallel(wasm(), small, [], (simd, { first }) => simd.addBias(x.address + 4 * first, x.address + 4 * first, 1, 1, one.address, 0));
    }
    expect([...x.values().subarray(0, 201)]).to.deep.equal([...Array(200).fill(360), 300]);
    x.free();
    one.free();
  });

  it('take a job with more calls than there is room for', async () => {
    await attachSimd(wasm(), 'relaxed', { threads: 2 });
    const [x, one] = [addresses(), addresses()];
    x.values().fill(0);
    one.values()[0] = 1;
    const halves = [0, 1].map((index) => ({ index, first: index * 6000, count: 6000 }));
    inParallel(wasm(), halves, [], (simd, { first, count }) => {
      for (let i = first; i < first + count; i++) simd.addBias(x.address + 4 * i, x.address + 4 * i, 1, 1, one.address, 0);
    });
    expect(x.values().reduce((sum, value) => sum + value, 0)).to.equal(12_000);
    x.free();
    one.free();
  });

  it('see the memory grow', async () => {
    await attachSimd(wasm(), 'relaxed', { threads: 3 });
    const one = addresses();
    one.values()[0] = 1;
    const held: number[] = [];
    for (let round = 0; round < 8; round++) {
      const before = wasm().wasm.HEAPU8.length;
      while (wasm().wasm.HEAPU8.length === before) held.push(wasm().wasm._malloc(20_000_000));
      const x = addresses();
      x.values().fill(round);
      addOneTo(x.address, one.address);
      expect(x.values().every((value) => value === round + 1)).to.equal(true);
      held.push(x.address);
    }
    for (const address of held) wasm().wasm._free(address);
    one.free();
  });

  it('give numbers back that other threads cannot change', async () => {
    await attachSimd(wasm(), 'relaxed', { threads: 2 });
    const x = tf.tensor1d([1, 2, 3]);
    expect((await x.data()).buffer).to.be.instanceOf(ArrayBuffer);
    x.dispose();
  });

  it('pass on that a call failed, and go on', async () => {
    await attachSimd(wasm(), 'relaxed', { threads: 2 });
    const outside = wasm().wasm.HEAPU8.length;
    for (let round = 0; round < 20; round++) expect(() => addOneTo(outside, outside)).to.throw();
    expect(threadsOf(wasm())).to.equal(2);
    const sum = tf.tidy(() => tf.sum(tf.ones([1000, 1000]), 0).dataSync());
    expect(sum[999]).to.equal(1000);
  });

  it('are given up when one of them never ends its part; the next job is done by one', async () => {
    await attachSimd(wasm(), 'relaxed', { threads: 2, limit: 50 });
    const [{ start }] = started as [(typeof started)[0]];
    const [x, one] = [addresses(), addresses()];
    one.values()[0] = 1;
    await silence(start);
    Atomics.add(jobsOf(start), start.at.next, 1); // as if the helper had taken the next part and died
    expect(() => addOneTo(x.address, one.address)).to.throw('did not answer within 0.05 s');
    expect(threadsInWords(wasm())).to.equal('One thread: a thread did not answer.');
    x.values().fill(0);
    addOneTo(x.address, one.address);
    expect(x.values().every((value) => value === 1)).to.equal(true);
    x.free();
    one.free();
  });

  it('find the part they have taken as it was, however many more are offered before they look', async () => {
    await attachSimd(wasm(), 'relaxed', { threads: 2, limit: 50 });
    const [{ start }] = started as [(typeof started)[0]];
    const { at } = start;
    await silence(start);
    const jobs = jobsOf(start);
    const seen = new Set<string>(); // where the calls of the part stand that was taken first
    const many = Array.from({ length: 100 }, (_, index) => ({ index, first: index, count: 1 }));
    const { address, free } = addresses();
    const compute = () =>
      inParallel(wasm(), many, [], (simd, { index }) => {
        simd.clear(address, 4);
        if (index === 0) return;
        seen.add(`${jobs[at.places]} ${jobs[at.places + 1]}`);
        Atomics.store(jobs, at.next, index); // as if a helper had taken every part so far and done all but the first
        Atomics.store(jobs, at.done, index - 1);
      });
    expect(compute).to.throw('did not answer');
    expect(seen.size).to.equal(1);
    free();
  });

  it('have done their parts before an error in another leaves', async () => {
    await attachSimd(wasm(), 'relaxed', { threads: 2 });
    const [{ start }] = started as [(typeof started)[0]];
    const jobs = jobsOf(start);
    const parts = [0, 1, 2].map((index) => ({ index, first: index, count: 1 }));
    const { address, free } = addresses();
    const failing = () =>
      inParallel(wasm(), parts, [], (simd, { index }) => {
        if (index === 2) throw new Error('no third part');
        simd.clear(address, 4 * length);
      });
    for (let round = 0; round < 20; round++) {
      expect(failing).to.throw('no third part');
      expect(Atomics.load(jobs, start.at.done)).to.equal(Atomics.load(jobs, start.at.end));
    }
    free();
  });

  it('are not given up because the machine has slept', async () => {
    await attachSimd(wasm(), 'relaxed', { threads: 2, limit: 60_000 });
    const [{ start }] = started as [(typeof started)[0]];
    await silence(start);
    const { now } = performance;
    let looks = 0;
    performance.now = () => {
      if (++looks === 3) Atomics.add(jobsOf(start), start.at.done, 1); // the helper goes on too
      return now.call(performance) + (looks > 1 ? 3_600_000 : 0);
    };
    const [x, one] = [addresses(), addresses()];
    Atomics.add(jobsOf(start), start.at.next, 1); // as if the helper had taken the first part
    try {
      addOneTo(x.address, one.address);
    } finally {
      performance.now = now;
      x.free();
      one.free();
    }
    expect(looks).to.equal(3);
    expect(threadsOf(wasm())).to.equal(2);
  });

  it('do not start where a worker is refused: one goes on, and says why', async () => {
    globalThis.Worker = class {
      constructor() {
        throw new Error('refused by policy');
      }
    } as unknown as typeof Worker;
    try {
      await attachSimd(wasm(), 'relaxed', { threads: 3 });
    } finally {
      globalThis.Worker = NotedWorker;
    }
    expect(crewOf(wasm())).to.equal(undefined);
    expect(threadsInWords(wasm())).to.equal('One thread: refused by policy.');
  });

  /** Whether a helper takes the part it is offered, one without any calls, within `limit` milliseconds. */
  async function answers({ start }: { start: HelperStart }, limit = 500): Promise<boolean> {
    const jobs = jobsOf(start);
    const done = Atomics.load(jobs, start.at.done);
    Atomics.add(jobs, start.at.end, 1);
    Atomics.notify(jobs, start.at.end);
    for (const until = performance.now() + limit; performance.now() < until; ) {
      if (Atomics.load(jobs, start.at.done) !== done) return true;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return false;
  }

  it('end with the backend', async () => {
    await attachSimd(wasm(), 'relaxed', { threads: 2 });
    const [ended] = started as [(typeof started)[0]];
    endThreads(wasm());
    await attachSimd(wasm(), 'relaxed', { threads: 2 });
    const [, replaced] = started as [unknown, (typeof started)[0]];
    const before = await answers(replaced, 10_000); // a busy machine starts a worker when it can
    tf.removeBackend('wasm');
    expect({ ended: await answers(ended), before, after: await answers(replaced) }).to.deep.equal({
      ended: false,
      before: true,
      after: false,
    });
  });
});
