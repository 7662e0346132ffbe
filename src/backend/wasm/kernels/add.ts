/**
 * Adding a bias: one row to every row of a tensor. tfjs-backend-wasm's kernel starts anew for each row, which costs more than the
 * row where a convolution has few filters. Other sums are left to it.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { addressOf, sizeOf } from '../../simd/memory.js';
import { addBias } from '../bias.js';
import { type KernelCall, leaveToOriginal } from '../compose.js';

export function add(call: KernelCall<'a' | 'b', object>): TensorInfo {
  const { inputs, backend } = call;
  const { a, b } = inputs;
  const columns = a.shape.at(-1) ?? 0;
  const bias = b.shape.length === 1 && b.shape[0] === columns && a.shape.length > 1;
  if (!bias || a.dtype !== 'float32' || b.dtype !== 'float32' || columns === 0) return leaveToOriginal('Add', call);
  const result = backend.makeOutput(a.shape, 'float32');
  const rows = sizeOf(a.shape) / columns;
  addBias(backend, { x: addressOf(backend, a), y: addressOf(backend, result), rows, columns, bias: addressOf(backend, b), relu: false });
  return result;
}
