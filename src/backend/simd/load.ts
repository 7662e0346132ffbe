/**
 * Starts the SIMD module on the memory of a WASM backend: it reads and writes tensors where they lie, without a copy.
 *
 * Two builds of the same sources: one multiplies and adds in one instruction (relaxed SIMD), the other runs wherever SIMD does.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { Crew } from '../threads/crew.js';
import { isShared, mayShareMemory, onSharedMemory, usefulThreads } from '../threads/shared-memory.js';
import { wordsOf } from '../time-limit.js';
import { inflate } from '../wasm/inflate.js';
import type { SimdFunctions } from './functions.js';
import plain from './plain.wasm';
import relaxed from './relaxed.wasm';

export type SimdBuild = 'relaxed' | 'plain';
const builds: Record<SimdBuild, string> = { relaxed, plain };

/** The smallest module with `f32x4.relaxed_madd`, of three vectors of zeros. */
// biome-ignore format: the three operands one above the other
const relaxedProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 20, 1, 18, 0,
  65, 0, 253, 15,
  65, 0, 253, 15,
  65, 0, 253, 15,
  253, 133, 2, 26, 11,
]);

/** The faster build that this browser runs. */
export const bestBuild = (): SimdBuild => (WebAssembly.validate(relaxedProbe) ? 'relaxed' : 'plain');

/** Milliseconds a helper may take for its part of a job: more than the largest convolution on a slow machine. */
const HELPER_LIMIT = 60_000;

/** What a backend computes with. */
interface Attached {
  functions: SimdFunctions;
  /** Absent where there is one thread only. */
  crew?: Crew;
  /** Why there are no more threads, in words. */
  why?: string;
}
const attached = new WeakMap<BackendWasm, Attached>();

/** The part of Emscripten's module that its types leave out: the exports of the binary, the memory among them. */
type WithMemory = { asm: { memory: WebAssembly.Memory } };

/** Gives `backend` the functions of a build, on as many threads as its memory allows; again with another build replaces them. */
export async function attachSimd(
  backend: BackendWasm,
  build: SimdBuild = bestBuild(),
  { threads = usefulThreads(), limit = HELPER_LIMIT }: { threads?: number; limit?: number } = {},
): Promise<void> {
  const { memory } = (backend.wasm as unknown as WithMemory).asm;
  const shared = isShared(memory);
  const binary = await inflate(builds[build]);
  const module = await WebAssembly.compile(shared ? onSharedMemory(binary) : binary);
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  endThreads(backend);
  const now: Attached = { functions: exports as unknown as SimdFunctions };
  attached.set(backend, now);
  const alone = (why: string) => Object.assign(now, { crew: undefined, why });
  if (threads < 2) return;
  if (!shared) {
    alone(mayShareMemory() ? 'there was no memory to share' : 'the page is not cross-origin isolated');
    return;
  }
  try {
    now.crew = await Crew.start(backend, { module, memory, exports }, threads - 1, { limit, onEnd: alone });
  } catch (error) {
    alone(wordsOf(error));
  }
}

function of(backend: BackendWasm): Attached {
  const found = attached.get(backend);
  if (!found) throw new Error('The WASM backend was started without its SIMD module.');
  return found;
}

/** Whether `backend` has its functions. */
export const hasFunctions = (backend: BackendWasm): boolean => attached.has(backend);

/** What was attached to `backend`. */
export const simdOf = (backend: BackendWasm): SimdFunctions => of(backend).functions;

/** The threads of `backend`; undefined where it has one. */
export const crewOf = (backend: BackendWasm): Crew | undefined => of(backend).crew;

/** Ends all threads of `backend` but the one that calls. */
export function endThreads(backend: BackendWasm): void {
  const found = attached.get(backend);
  found?.crew?.end();
  if (found) delete found.crew;
}

/** With how many threads `backend` computes, and why with no more, as a sentence. */
export function threadsInWords(backend: BackendWasm): string {
  const { crew, why } = of(backend);
  if (crew) return `${crew.threads} threads.`;
  return why === undefined ? 'One thread.' : `One thread: ${why}.`;
}
