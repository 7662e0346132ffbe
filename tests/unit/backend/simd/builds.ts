/** What the tests of the SIMD module share: both of its builds, and an account of the memory they borrow. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { prepareBackends } from '../../../../src/backend/packages.js';
import { attachSimd, type SimdBuild } from '../../../../src/backend/simd/load.js';

export const simdBuilds: readonly SimdBuild[] = ['relaxed', 'plain'];

export const wasm = () => tf.backend() as BackendWasm;

/** Makes WASM current, computing with one of the builds. */
export async function useBuild(build: SimdBuild): Promise<void> {
  prepareBackends();
  if (!(await tf.setBackend('wasm'))) throw new Error('The backend wasm did not start.');
  await attachSimd(wasm(), build);
}

/** Tensors alive and pieces of WASM memory borrowed from JavaScript that `work` leaves behind. */
export async function leftBy(work: () => unknown): Promise<{ tensors: number; buffers: number; pieces: number }> {
  const backend = wasm();
  const module = backend.wasm;
  const { _malloc, _free } = module;
  let pieces = 0;
  module._malloc = (size) => {
    pieces++;
    return _malloc(size);
  };
  module._free = (address) => {
    pieces--;
    _free(address);
  };
  const before = { tensors: tf.memory().numTensors, buffers: backend.numDataIds() };
  try {
    await work();
  } finally {
    Object.assign(module, { _malloc, _free });
  }
  return { tensors: tf.memory().numTensors - before.tensors, buffers: backend.numDataIds() - before.buffers, pieces };
}

export const nothing = { tensors: 0, buffers: 0, pieces: 0 };

/** Fills free memory with NaN: whoever reads scratch or results before writing them is found out. */
export function spoilFreeMemory(bytes = 8_000_000): void {
  const { _malloc, _free } = wasm().wasm;
  const address = _malloc(bytes) >>> 0;
  new Uint8Array(wasm().wasm.HEAPU8.buffer, address, bytes).fill(0xff);
  _free(address);
}
