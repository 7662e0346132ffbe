/**
 * Starts the SIMD module on the memory of a WASM backend: it reads and writes tensors where they lie, without a copy.
 *
 * Two builds of the same sources: one multiplies and adds in one instruction (relaxed SIMD), the other runs wherever SIMD does.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
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

const functions = new WeakMap<BackendWasm, SimdFunctions>();

/** The part of Emscripten's module that its types leave out: the exports of the binary, the memory among them. */
type WithMemory = { asm: { memory: WebAssembly.Memory } };

/** Gives `backend` the functions of a build; again with another build replaces them. */
export async function attachSimd(backend: BackendWasm, build: SimdBuild = bestBuild()): Promise<void> {
  const { memory } = (backend.wasm as unknown as WithMemory).asm;
  const { instance } = await WebAssembly.instantiate(await inflate(builds[build]), { env: { memory } });
  functions.set(backend, instance.exports as unknown as SimdFunctions);
}

/** What was attached to `backend`. */
export function simdOf(backend: BackendWasm): SimdFunctions {
  const attached = functions.get(backend);
  if (!attached) throw new Error('The WASM backend was started without its SIMD module.');
  return attached;
}
