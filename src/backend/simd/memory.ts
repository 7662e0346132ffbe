/** Addresses in the memory that tfjs-backend-wasm and the SIMD module share. They stay valid when it grows; views of it do not. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';

/** Vectors of 16 bytes never straddle two lines of the cache in memory that starts with a line. */
const LINE = 64;

/** Where the numbers of a float32 tensor begin. */
export function addressOf(backend: BackendWasm, tensor: TensorInfo): number {
  if (tensor.dtype !== 'float32') throw new Error(`Expected float32 numbers, got ${tensor.dtype}.`);
  return backend.getMemoryOffset(tensor.dataId);
}

/** Pieces of scratch of these sizes in bytes, each at the start of a cache line, until `free` is called. */
export function borrowScratch(backend: BackendWasm, sizes: readonly number[]): { pieces: number[]; free: () => void } {
  if (sizes.length === 0) return { pieces: [], free: () => undefined };
  const rounded = sizes.map((size) => Math.ceil(size / LINE) * LINE);
  const block = backend.wasm._malloc(rounded.reduce((total, size) => total + size, LINE)) >>> 0;
  let next = Math.ceil(block / LINE) * LINE;
  const pieces = rounded.map((size) => {
    const piece = next;
    next += size;
    return piece;
  });
  return { pieces, free: () => backend.wasm._free(block) };
}

/** What `use` makes of such pieces, which are freed, also when it throws. */
export function withScratch<Result>(backend: BackendWasm, sizes: readonly number[], use: (...pieces: number[]) => Result): Result {
  const { pieces, free } = borrowScratch(backend, sizes);
  try {
    return use(...pieces);
  } finally {
    free();
  }
}

/** A view of `count` numbers of scratch. Take it after the last allocation. */
export const numbersAt = (backend: BackendWasm, address: number, count: number): Float32Array =>
  new Float32Array(backend.wasm.HEAPU8.buffer, address, count);

export const numberBytes = 4;
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
