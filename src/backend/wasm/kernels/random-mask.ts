/**
 * The mask of dropout as a kernel of its own, `GpRandomMask`, written where it is read: made in JavaScript it takes a fresh array of some megabytes at
 * every step, whose pages the system has to find first.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, sizeOf, withScratch } from '../../simd/memory.js';
import type { KernelCall } from '../compose.js';

interface RandomMaskAttrs {
  shape: number[];
  /** Numbers below this, of 32 random bits each, make a zero. */
  dropped: number;
  /** What the others make. */
  kept: number;
  /** Of the generator, four words; they go on. */
  state: Int32Array;
}

/** No inputs. */
export function randomMask({ attrs, backend }: KernelCall<never, RandomMaskAttrs>): TensorInfo {
  const { shape, dropped, kept, state } = attrs;
  const result = backend.makeOutput(shape, 'float32');
  const to = addressOf(backend, result);
  withScratch(backend, [state.byteLength], (words = 0) => {
    const inMemory = new Int32Array(backend.wasm.HEAPU8.buffer, words, state.length);
    inMemory.set(state);
    simdOf(backend).randomMask(to, sizeOf(shape), words, dropped, kept);
    state.set(inMemory);
  });
  return result;
}
