/**
 * A second handle on the same numbers. tfjs-backend-wasm copies them; and TensorFlow.js takes such a handle of every tensor that a
 * gradient will need, all weights among them, at every step.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../compose.js';

export function identity({ inputs, backend }: KernelCall<'x', object>): TensorInfo {
  const { dataId, shape, dtype } = inputs.x;
  backend.incRef(dataId);
  return { dataId, shape, dtype };
}
