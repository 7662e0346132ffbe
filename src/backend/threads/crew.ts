/**
 * The engine's thread and its helpers. A job is cut into parts; each part is a list of calls of the SIMD module's functions, written
 * into the shared memory; whoever is free takes the next part, the engine's own thread among them. So a helper that is slow to wake,
 * or whose core is busy with something else, costs little: the others do its parts. Who computes a part does not change its result.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { SimdCalls } from '../simd/functions.js';
import { type HelperStart, startHelper } from './helper.js';

/** Where the numbers of the jobs lie. Those that different threads write are a cache line apart. */
const at: HelperStart['at'] = { next: 0, end: 16, done: 32, failed: 33, asleep: 48, over: 49, places: 64 };
/** Parts that may be offered before all must be done, a power of two. */
const PLACES = 64;
const JOBS = at.places + 2 * PLACES;
/** Room for the calls of the parts that wait, in numbers: an index, the number of arguments, the arguments. */
const CALLS = 32_768;

/** Milliseconds that the engine's thread looks for the end of the last part before it sleeps. */
const PATIENCE = 0.5;
/** Milliseconds that it sleeps before it looks at the clock. */
const NAP = 1000;

/** A part of a job. Its calls are noted first and made later, so they return nothing. */
export type Part = (simd: SimdCalls) => void;
type SimdFunction = (...values: number[]) => void;

type Views = { jobs: Int32Array; calls: Float64Array };

/** The SIMD module as it runs on the memory of a backend. */
export interface RunningModule {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  exports: WebAssembly.Exports;
}

export interface CrewOptions {
  /** Milliseconds without an end of any part after which a helper is taken for dead. */
  limit: number;
  /** Hears, in words, why the helpers have had to be ended: one of them failed. */
  onEnd: (why: string) => void;
}

/** Tickets are counted on beyond 2³¹, where they turn negative. */
const isBefore = (ticket: number, end: number): boolean => ((end - ticket) | 0) > 0;

/** A page's own thread must not sleep: browsers forbid it. */
const maySleep = !('document' in globalThis);

export class Crew {
  readonly #helpers: Worker[];
  readonly #functions: SimdFunction[];
  readonly #jobs: Int32Array;
  readonly #calls: Float64Array;
  /** What a part is given: each function notes its call. */
  readonly #notebook: SimdCalls;
  #noted: number[] = [];
  /** Ticket after the last part that was offered. */
  #end = 0;
  /** Parts that were offered, and numbers of calls written, since all was done: who has taken a part may not yet have read them. */
  #offered = 0;
  #written = 0;
  readonly #limit: number;
  readonly #onEnd: (why: string) => void;

  private constructor(exports: WebAssembly.Exports, { jobs, calls }: Views, helpers: Worker[], { limit, onEnd }: CrewOptions) {
    this.#functions = Object.values(exports) as SimdFunction[];
    this.#jobs = jobs;
    this.#calls = calls;
    this.#helpers = helpers;
    this.#limit = limit;
    this.#onEnd = onEnd;
    const notes = Object.keys(exports).map((name, index) => {
      const note = (...values: number[]) => void this.#noted.push(index, values.length, ...values);
      return [name, note];
    });
    this.#notebook = Object.fromEntries(notes);
    for (const helper of helpers) helper.onerror = ({ message }) => this.end(`a thread ended (${message || 'no reason given'})`);
  }

  /** Starts `count` helpers on the shared memory of `backend`; rejects, and has started none, where one does not start. */
  static async start(backend: BackendWasm, { module, memory, exports }: RunningModule, count: number, options: CrewOptions): Promise<Crew> {
    const block = backend.wasm._malloc(JOBS * 4 + CALLS * 8 + 64) >>> 0; // never freed: a helper that is ending may still look
    const jobs = { address: Math.ceil(block / 64) * 64, length: JOBS };
    const calls = { address: jobs.address + JOBS * 4, length: CALLS };
    const views = {
      jobs: new Int32Array(memory.buffer, jobs.address, JOBS).fill(0),
      calls: new Float64Array(memory.buffer, calls.address, CALLS),
    };
    const start = { module, memory, jobs, calls, at, places: PLACES };
    const started = await Promise.allSettled(Array.from({ length: count }, () => startHelper(start)));
    const helpers = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const failed = started.find((result) => result.status === 'rejected');
    if (failed) {
      for (const helper of helpers) helper.terminate();
      throw failed.reason;
    }
    return new Crew(exports, views, helpers, options);
  }

  /** Threads that compute, the engine's own among them. */
  get threads(): number {
    return this.#helpers.length + 1;
  }

  /** Computes all parts; returns when they are done. Throws where a call of theirs does, or where a helper does not come to an end. */
  run(parts: readonly Part[]): void {
    try {
      for (const part of parts) this.#offer(part);
    } finally {
      this.#finish(); // where one could not be noted too: helpers may be at work on those before it
    }
  }

  /** Ends the helpers. The crew goes on, alone. */
  end(why?: string): void {
    if (this.#helpers.length === 0) return;
    Atomics.store(this.#jobs, at.over, 1);
    Atomics.notify(this.#jobs, at.end);
    for (const helper of this.#helpers.splice(0)) helper.terminate(); // alone it would let one that sleeps go on for seconds
    if (why !== undefined) this.#onEnd(why);
  }

  #offer(part: Part): void {
    this.#noted = [];
    part(this.#notebook);
    const { length } = this.#noted;
    if (length > CALLS) {
      this.#compute(this.#noted, 0, length);
      return;
    }
    if (this.#offered === PLACES || this.#written + length > CALLS) this.#finish();
    const place = at.places + 2 * (this.#end & (PLACES - 1));
    this.#calls.set(this.#noted, this.#written);
    this.#jobs[place] = this.#written;
    this.#written += length;
    this.#jobs[place + 1] = this.#written;
    this.#end = (this.#end + 1) | 0;
    this.#offered++;
    Atomics.store(this.#jobs, at.end, this.#end);
    if (Atomics.load(this.#jobs, at.asleep) > 0) Atomics.notify(this.#jobs, at.end);
  }

  #compute(calls: ArrayLike<number>, first: number, end: number): void {
    for (let call = first; call < end; ) {
      const next = call + 2 + (calls[call + 1] as number);
      const values = Array.prototype.slice.call(calls, call + 2, next) as number[];
      this.#functions[calls[call] as number]?.(...values);
      call = next;
    }
  }

  /** Takes parts until none is left, and waits for those that others have taken. */
  #finish(): void {
    const jobs = this.#jobs;
    let problem: unknown;
    for (let ticket = Atomics.load(jobs, at.next); isBefore(ticket, this.#end); ticket = Atomics.load(jobs, at.next)) {
      if (Atomics.compareExchange(jobs, at.next, ticket, (ticket + 1) | 0) !== ticket) continue;
      const place = at.places + 2 * (ticket & (PLACES - 1));
      try {
        this.#compute(this.#calls, jobs[place] as number, jobs[place + 1] as number);
      } catch (error) {
        problem ??= error;
      }
      Atomics.add(jobs, at.done, 1);
    }
    this.#awaitOthers();
    this.#offered = this.#written = 0;
    const failed = Atomics.exchange(jobs, at.failed, 0) !== 0;
    if (problem) throw problem;
    if (failed) throw new Error('A call of the SIMD module failed in a thread.');
  }

  #awaitOthers(): void {
    const jobs = this.#jobs;
    let done = Atomics.load(jobs, at.done);
    let waited = 0;
    let before = performance.now();
    while (isBefore(done, this.#end)) {
      if (waited > this.#limit) this.#giveUp();
      if (waited > PATIENCE && maySleep) Atomics.wait(jobs, at.done, done, NAP);
      const now = performance.now();
      waited += Math.min(now - before, 2 * NAP); // more than that, and the machine itself has slept, helpers and all
      before = now;
      const found = Atomics.load(jobs, at.done);
      if (found !== done) waited = 0;
      done = found;
    }
  }

  /** A part was taken and never done: what it has written by now nobody knows. */
  #giveUp(): never {
    this.end('a thread did not answer');
    Atomics.store(this.#jobs, at.done, this.#end);
    this.#offered = this.#written = 0;
    throw new Error(`A thread did not answer within ${this.#limit / 1000} s. Computing goes on with one.`);
  }
}
