/**
 * A helper: a worker of the engine's worker, with an instance of the same SIMD module on the same memory. What it is to do it reads
 * from there; `crew.ts` describes the numbers.
 */
import { within } from '../time-limit.js';

/** What a helper is sent once, at its start: where in the memory jobs and calls are written, and how many numbers there is room for. */
export interface HelperStart {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  jobs: { address: number; length: number };
  calls: { address: number; length: number };
  /** Where among the jobs' numbers each of them lies. */
  at: { next: number; end: number; done: number; failed: number; asleep: number; over: number; places: number };
  places: number;
}

/** Milliseconds a helper may take to start; it takes some tens. */
const LIMIT = 10_000;

/**
 * The helper's script. It is run from its own source text, so it may use nothing from around it.
 *
 * Jobs follow each other closely while a network trains: a helper that finds none looks on for a moment before it sleeps.
 */
function script(): void {
  const patience = 0.3; // ms
  const begin = async ({ data }: MessageEvent<HelperStart>) => {
    const { module, memory, at, places } = data;
    const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
    const functions = Object.values(exports) as ((...values: number[]) => void)[];
    const jobs = new Int32Array(memory.buffer, data.jobs.address, data.jobs.length);
    const calls = new Float64Array(memory.buffer, data.calls.address, data.calls.length);
    const compute = (place: number) => {
      let call = jobs[at.places + 2 * place] as number;
      const end = jobs[at.places + 2 * place + 1] as number;
      while (call < end) {
        const next = call + 2 + (calls[call + 1] as number);
        functions[calls[call] as number]?.(...calls.subarray(call + 2, next));
        call = next;
      }
    };
    const waitUntilMoreThan = (end: number) => {
      const until = performance.now() + patience;
      while (performance.now() < until) {
        for (let look = 0; look < 100; look++) if (Atomics.load(jobs, at.end) !== end) return;
      }
      Atomics.add(jobs, at.asleep, 1);
      Atomics.wait(jobs, at.end, end);
      Atomics.sub(jobs, at.asleep, 1);
    };
    postMessage('ready');
    while (Atomics.load(jobs, at.over) === 0) {
      const ticket = Atomics.load(jobs, at.next); // before the end: it never overtakes it
      const end = Atomics.load(jobs, at.end);
      if (((end - ticket) | 0) <= 0) {
        waitUntilMoreThan(end);
        continue;
      }
      if (Atomics.compareExchange(jobs, at.next, ticket, (ticket + 1) | 0) !== ticket) continue;
      try {
        compute(ticket & (places - 1));
      } catch {
        Atomics.store(jobs, at.failed, 1);
      }
      Atomics.add(jobs, at.done, 1);
      Atomics.notify(jobs, at.done);
    }
    close();
  };
  addEventListener('message', (event) => void begin(event), { once: true });
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}
let policy: { createScriptURL(url: string): string } | undefined;

/** Under Trusted Types a worker's address must come from a policy: the one the page has allowed for the playground, which passes blobs only. */
function trusted(address: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return address;
  policy ??= types.createPolicy('galaxy-playground', {
    createScriptURL: (url) => {
      if (!url.startsWith('blob:')) throw new TypeError(`not a thread of the playground: ${url}`);
      return url;
    },
  });
  return policy.createScriptURL(address);
}

/** A helper that waits for jobs. Rejects where it cannot be started, as under a policy without `worker-src blob:`. */
export async function startHelper(start: HelperStart): Promise<Worker> {
  const address = URL.createObjectURL(new Blob([`(${script})()`], { type: 'text/javascript' }));
  let worker: Worker | undefined;
  try {
    const started = new Worker(trusted(address), { name: 'galaxy-playground thread' });
    worker = started;
    const ready = new Promise<void>((resolve, reject) => {
      started.onmessage = () => resolve();
      started.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message || 'a worker inside a worker is refused here'));
      };
      started.onmessageerror = () => reject(new Error('the memory cannot be shared with a worker here'));
      started.postMessage(start);
    });
    await within(LIMIT, 'a thread', ready);
    return started;
  } catch (error) {
    worker?.terminate();
    throw error;
  } finally {
    URL.revokeObjectURL(address);
  }
}
