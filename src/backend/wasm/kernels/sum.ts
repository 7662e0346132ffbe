/**
 * Sums over the leading axes, such as the gradient of a bias, read the rows as they lie; tfjs-backend-wasm transposes the whole
 * tensor first. Other sums are left to it.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type SumAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, sizeOf, withScratch } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import { type KernelCall, leaveToOriginal } from '../compose.js';
import { waitingPoolGradient } from '../waiting-pool-gradients.js';

export function sum(call: KernelCall<'x', SumAttrs>): TensorInfo {
  const { inputs, attrs, backend } = call;
  const { x } = inputs;
  const axes = util.parseAxisParam(attrs.axis, x.shape).sort((a, b) => a - b);
  const columns = x.shape.slice(axes.length);
  const leading = axes.every((axis, i) => axis === i) && columns.length > 0 && axes.length > 0;
  if (!leading || x.dtype !== 'float32' || sizeOf(columns) === 0) return leaveToOriginal('Sum', call);
  const width = sizeOf(columns);
  const behindPool = waitingPoolGradient(backend, x.dataId);
  const rows = behindPool && width === behindPool.windows.channels ? behindPool.dy : x; // all that it leaves out is zero
  const result = backend.makeOutput(attrs.keepDims ? [...axes.map(() => 1), ...columns] : columns, 'float32');
  sumRows(backend, addressOf(backend, rows), sizeOf(rows.shape) / width, width, addressOf(backend, result));
  return result;
}

/** `x` `[rows, columns]` into `sums` `[columns]`; each part sums its rows, then their sums are summed in order. */
export function sumRows(backend: BackendWasm, x: number, rows: number, columns: number, sums: number): void {
  const parts = rangesOf(backend, rows, 8 * columns);
  if (parts.length === 1) {
    simdOf(backend).columnSums(x, rows, columns, sums);
    return;
  }
  const rowBytes = columns * numberBytes;
  withScratch(backend, [parts.length * rowBytes], (each = 0) => {
    inParallel(backend, parts, [], (simd, { first, count, index }) => {
      simd.columnSums(x + first * rowBytes, count, columns, each + index * rowBytes);
    });
    simdOf(backend).columnSums(each, parts.length, columns, sums);
  });
}
