/** The way back through ReLU, in one pass. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { numberBytes } from '../simd/memory.js';
import { inParallel, rangesOf } from '../threads/parallel.js';

/** dx = dy where x is above zero, 0 elsewhere, at these addresses, `count` numbers each; dx may be dy. `x` may be what came out as well as what went in. */
export function reluGradient(backend: BackendWasm, x: number, dy: number, dx: number, count: number): void {
  inParallel(backend, rangesOf(backend, count, 8, 16), [], (simd, { first, count: part }) => {
    const at = first * numberBytes;
    simd.reluGradient(x + at, dy + at, dx + at, part);
  });
}
