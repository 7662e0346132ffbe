/**
 * A second handle on the same numbers. tfjs-backend-wasm copies them; and TensorFlow.js takes such a handle of every tensor that a
 * gradient will need, all weights among them, at every step.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../compose.js';

export function identity(call: KernelCall<'x', object>): TensorInfo {
  const { inputs, backend, original } = call;
  const { dataId, shape, dtype } = inputs.x;
  if (dtype === 'string') {
    if (!original) throw new Error('The WASM backend has no kernel Identity.');
    return original(call as unknown as Parameters<typeof original>[0]) as TensorInfo;
  }
  backend.incRef(dataId);
  return { dataId, shape, dtype };
}
