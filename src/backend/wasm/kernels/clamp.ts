/** Numbers held between two bounds. tfjs-backend-wasm makes the lower bound of NaN, so that a network that has diverged seems to go on. */
import type { ClipByValueAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, sizeOf } from '../../simd/memory.js';
import { type KernelCall, leaveToOriginal } from '../compose.js';

function clamped({ inputs: { x }, backend }: KernelCall<'x', object>, low: number, high: number): TensorInfo {
  const from = addressOf(backend, x);
  const result = backend.makeOutput(x.shape, 'float32');
  simdOf(backend).clamp(from, addressOf(backend, result), sizeOf(x.shape), low, high);
  return result;
}

export const relu6 = (call: KernelCall<'x', object>): TensorInfo => clamped(call, 0, 6);

export function clipByValue(call: KernelCall<'x', ClipByValueAttrs>): TensorInfo {
  if (call.inputs.x.dtype !== 'float32') return leaveToOriginal('ClipByValue', call);
  return clamped(call, call.attrs.clipValueMin, call.attrs.clipValueMax);
}
