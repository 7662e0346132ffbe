/** Starts a backend, asks it for known gradients, and lets go of it again. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from './candidates.js';
import { prepareBackends } from './packages.js';
import { selfTest } from './self-test.js';
import { attachSimd, hasFunctions, threadsInWords } from './simd/load.js';
import { within, wordsOf } from './time-limit.js';

/**
 * Milliseconds a backend may take to start (WebGL has been seen to hang there for ever, tfjs#8596), to answer in the self-test and
 * while it trains, and for its first steps in all.
 */
export const limits = { start: 20_000, test: 15_000, read: 15_000, steps: 60_000 };
export type Limits = typeof limits;

/** What a candidate has shown. */
export interface Trial {
  started: boolean;
  /** It has reproduced known gradients. */
  trustworthy: boolean;
  /** What was found, as a sentence. */
  why: string;
  /** Its device went away when it had long been trusted: as on a laptop that was asleep, where nothing is wrong with it tomorrow. */
  lost?: boolean;
}

/** TensorFlow.js's own way to make each: in its registry stands one that has been started. */
const factories = new Map<BackendName, ReturnType<typeof tf.findBackendFactory>>();

/**
 * Makes `name` the current backend, or rejects with why not. TensorFlow.js's own start would swallow the reason, and wait for a
 * backend that hangs whatever is set next; so it is handed one that stands already. What hangs may be asked again later.
 */
async function start(name: BackendName, limit: number): Promise<void> {
  if (!tf.engine().registry[name]) {
    const factory = tf.findBackendFactory(name);
    if (!factory) throw new Error('it has no implementation here');
    const backend = await within(limit, 'it', Promise.resolve().then(factory));
    factories.set(name, factory);
    tf.removeBackend(name);
    tf.registerBackend(name, () => backend);
  }
  await tf.setBackend(name);
  if (name !== 'wasm') return;
  const wasm = tf.backend() as BackendWasm;
  if (!hasFunctions(wasm)) await attachSimd(wasm); // somebody else started it, and our kernels need their module
}

/** Starts `name`, makes it current, and asks it for known gradients. Settles within the limits and never rejects. */
export async function tryOut(name: BackendName, { start: startLimit, test }: Limits): Promise<Trial> {
  prepareBackends();
  try {
    await start(name, startLimit);
  } catch (error) {
    return { started: false, trustworthy: false, why: `It did not start: ${wordsOf(error)}.` };
  }
  const { trustworthy, why } = await selfTest(test);
  const threads = trustworthy && name === 'wasm' ? ` ${threadsInWords(tf.backend() as BackendWasm)}` : '';
  return { started: true, trustworthy, why: `${why}${threads}` };
}

/** Frees what `name` holds on its device, which must be no tensor any more; it can be started again. */
export function letGo(name: BackendName): void {
  const factory = factories.get(name);
  if (!factory || !tf.engine().registry[name]) return;
  try {
    tf.removeBackend(name);
  } catch {
    delete tf.engine().registry[name]; // a lost device may refuse even this
    delete tf.engine().registryFactory[name];
  }
  tf.registerBackend(name, factory);
}
