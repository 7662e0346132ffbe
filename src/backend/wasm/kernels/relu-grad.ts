/** The gradient of ReLU as a kernel of its own, `GpReluGrad`: one pass instead of a step, a cast and a product. See gradients/relu.ts. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { addressOf, numberBytes, sizeOf } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import type { KernelCall } from '../compose.js';
import { waitingPoolGradient } from '../waiting-pool-gradients.js';

/** `x` and `dy` of one shape; `x` may be what came out as well as what went in. */
export function reluGrad({ inputs, backend }: KernelCall<'x' | 'dy', object>): TensorInfo {
  const waits = waitingPoolGradient(backend, inputs.dy.dataId)?.behindRelu(inputs.x);
  if (waits) return waits;
  const [x, dy] = [addressOf(backend, inputs.x), addressOf(backend, inputs.dy)];
  const result = backend.makeOutput(inputs.x.shape, 'float32');
  const dx = addressOf(backend, result);
  inParallel(backend, rangesOf(backend, sizeOf(inputs.x.shape), 8, 16), [], (simd, { first, count }) => {
    const at = first * numberBytes;
    simd.reluGradient(x + at, dy + at, dx + at, count);
  });
  return result;
}
