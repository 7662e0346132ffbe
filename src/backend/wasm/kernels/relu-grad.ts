/** The gradient of ReLU as a kernel of its own, `GpReluGrad`: one pass instead of a step, a cast and a product. See gradients/relu.ts. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { addressOf, sizeOf } from '../../simd/memory.js';
import type { KernelCall } from '../compose.js';
import { reluGradient } from '../relu-gradient.js';
import { waitingPoolGradient } from '../waiting-pool-gradients.js';

/** `x` and `dy` of one shape; `x` may be what came out as well as what went in. */
export function reluGrad({ inputs, backend }: KernelCall<'x' | 'dy', object>): TensorInfo {
  const waits = waitingPoolGradient(backend, inputs.dy.dataId)?.behindRelu(inputs.x);
  if (waits) return waits;
  const [x, dy] = [addressOf(backend, inputs.x), addressOf(backend, inputs.dy)];
  const result = backend.makeOutput(inputs.x.shape, 'float32');
  reluGradient(backend, x, dy, addressOf(backend, result), sizeOf(inputs.x.shape));
  return result;
}
