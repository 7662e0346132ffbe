/** What follows a product or a convolution: one row of numbers added to every row of the result, and ReLU with it on request. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { numberBytes } from '../simd/memory.js';
import { inParallel, rangesOf } from '../threads/parallel.js';

/** Addresses of `x` and `y` `[rows, columns]`, which may be the same, and of `bias` `[columns]`. */
export interface BiasPass {
  x: number;
  y: number;
  rows: number;
  columns: number;
  bias: number;
  relu: boolean;
}

export function addBias(backend: BackendWasm, { x, y, rows, columns, bias, relu }: BiasPass): void {
  inParallel(backend, rangesOf(backend, rows, 8 * columns), [], (simd, { first, count }) => {
    const at = first * columns * numberBytes;
    simd.addBias(x + at, y + at, count, columns, bias, Number(relu));
  });
}
