/** Kernels cut into parts that run at the same time, where the back end has threads; elsewhere one part does it all. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { SimdCalls } from '../simd/functions.js';
import { crewOf, simdOf } from '../simd/load.js';
import { withScratch } from '../simd/memory.js';

/** The part number `index` of a job: from `first` on, `count` images, rows or numbers. */
export interface Range {
  index: number;
  first: number;
  count: number;
}

/** Multiply-adds below which a part of its own does not pay: some 50 µs. */
const LEAST_WORK = 1_000_000;

/** Threads that `backend` computes with. */
export const threadsOf = (backend: BackendWasm): number => crewOf(backend)?.threads ?? 1;

/**
 * `length` cut into ranges for the threads of `backend`, each but the last a multiple of `grain`; one range where more would not pay.
 * `work` is that of one of them, in multiply-adds (a number only read and written costs about as much as eight).
 */
export function rangesOf(backend: BackendWasm, length: number, work: number, grain = 1): Range[] {
  const threads = threadsOf(backend);
  if (threads === 1) return [{ index: 0, first: 0, count: length }];
  const pieces = Math.max(1, Math.min(2 * threads, Math.floor((length * work) / LEAST_WORK), Math.ceil(length / grain)));
  const step = Math.ceil(length / pieces / grain) * grain;
  return Array.from({ length: Math.ceil(length / step) || 1 }, (_, index) => ({
    index,
    first: index * step,
    count: Math.min(step, length - index * step),
  }));
}

/** Computes every range, each with pieces of scratch of its own of these sizes in bytes. */
export function inParallel(
  backend: BackendWasm,
  ranges: readonly Range[],
  scratch: readonly number[],
  compute: (simd: SimdCalls, range: Range, ...scratch: number[]) => void,
): void {
  const [only] = ranges;
  if (only && ranges.length === 1) {
    withScratch(backend, scratch, (...pieces) => compute(simdOf(backend), only, ...pieces));
    return;
  }
  const crew = crewOf(backend);
  withScratch(
    backend,
    ranges.flatMap(() => scratch),
    (...pieces) => {
      const parts = ranges.map((range, i) => (simd: SimdCalls) => {
        compute(simd, range, ...pieces.slice(i * scratch.length, (i + 1) * scratch.length));
      });
      if (crew) crew.run(parts);
      else for (const part of parts) part(simdOf(backend));
    },
  );
}
