/**
 * Which backend to trust and use. Until the choice is made by measured time: a graphics processor that reproduces known
 * gradients (WebGPU, then WebGL), else WASM, else plain JavaScript. Every candidate gets a report in words.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type Examination, examineWebgl, examineWebgpu } from './hardware.js';
import { prepareBackends } from './packages.js';
import { selfTest } from './self-test.js';
import { within, wordsOf } from './time-limit.js';
import { hasSimd } from './wasm/load.js';

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

export interface BackendReport {
  name: BackendName;
  available: boolean;
  /** It reproduced known gradients here; undefined where it was not tried. */
  trustworthy?: boolean;
  /** Why it was taken or not, in words. */
  why?: string;
}

/** Milliseconds a backend may take to start (WebGL has been seen to hang there for ever, tfjs#8596) and to answer the self-test. */
export const LIMITS = { start: 20_000, test: 15_000 };

/** The candidates in order of preference, and how to look whether they can run here. */
const candidates: Record<BackendName, () => Examination | Promise<Examination>> = {
  webgpu: () => examineWebgpu(),
  webgl: () => examineWebgl(),
  wasm: () => ({
    available: hasSimd(),
    preferred: hasSimd(),
    words: hasSimd() ? 'WebAssembly with SIMD.' : 'This browser runs no WebAssembly with SIMD.',
  }),
  cpu: () => ({ available: true, preferred: true, words: 'Plain JavaScript, the slowest.' }),
};

/**
 * Makes `name` the current backend, or rejects with why not. TensorFlow.js's own start would swallow the reason, and wait for a
 * backend that hangs whatever is set next; so it is handed one that stands already. What hangs may be asked again later.
 */
async function start(name: BackendName, limit: number): Promise<void> {
  if (!tf.engine().registry[name]) {
    const factory = tf.findBackendFactory(name);
    if (!factory) throw new Error('it has no implementation here');
    const backend = await within(limit, 'it', Promise.resolve().then(factory));
    tf.removeBackend(name);
    tf.registerBackend(name, () => backend);
  }
  await tf.setBackend(name);
}

/** Starts `name` and asks it for known gradients. */
async function attempt(name: BackendName, limits: typeof LIMITS): Promise<{ trustworthy?: boolean; why: string }> {
  try {
    await start(name, limits.start);
  } catch (error) {
    return { why: `It did not start: ${wordsOf(error)}.` };
  }
  return selfTest(limits.test);
}

/** Every candidate's report before any is started. */
async function examineAll(): Promise<(BackendReport & { preferred: boolean; words: string })[]> {
  return Promise.all(
    (Object.keys(candidates) as BackendName[]).map(async (name) => {
      const { available, preferred, words } = await candidates[name]();
      return { name, available, preferred, words, why: words };
    }),
  );
}

/**
 * Starts a backend and makes it current. With `'auto'` the best that is trustworthy; with a name that one, in software too.
 * Rejects with an `Error` in plain words where it cannot be had, and then leaves the backend that was current in place.
 */
export async function startBackend(
  preference: 'auto' | BackendName,
  limits = LIMITS,
): Promise<{ backend: BackendName; reports: BackendReport[] }> {
  prepareBackends();
  const before = tf.getBackend();
  const examined = await examineAll();
  let taken: BackendName | undefined;
  for (const report of examined) {
    const wanted = preference === 'auto' ? report.preferred : report.name === preference && report.available;
    if (!wanted) continue;
    if (taken) {
      report.why = `${report.words} Not tried: ${taken} comes first.`;
      continue;
    }
    const { trustworthy, why } = await attempt(report.name, limits);
    Object.assign(report, { trustworthy, available: trustworthy !== undefined, why: `${report.words} ${why}` });
    if (trustworthy) taken = report.name;
  }
  const reports = examined.map(({ preferred: _, words: __, ...report }) => report);
  if (taken) return { backend: taken, reports };
  if (before) await tf.setBackend(before);
  const asked = reports.filter(({ name }) => preference === 'auto' || name === preference);
  throw new Error(`No backend to compute with. ${asked.map(({ name, why }) => `${name}: ${why}`).join(' ')}`);
}
