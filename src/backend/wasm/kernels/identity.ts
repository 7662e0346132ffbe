/**
 * A second handle on the same numbers. tfjs-backend-wasm copies them; and TensorFlow.js takes such a handle of every tensor that a
 * gradient will need, all weights among them, at every step.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelCall, leaveToOriginal } from '../compose.js';

export function identity(call: KernelCall<'x', object>): TensorInfo {
  const { inputs, backend } = call;
  const { dataId, shape, dtype } = inputs.x;
  if (dtype === 'string') return leaveToOriginal('Identity', call);
  backend.incRef(dataId);
  return { dataId, shape, dtype };
}
