/** The gradient of ReLU as a kernel of its own, `GpReluGrad`: one pass instead of a step, a cast and a product. See gradients/relu.ts. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, sizeOf } from '../../simd/memory.js';
import type { KernelCall } from '../compose.js';

/** `x` and `dy` of one shape. */
export function reluGrad({ inputs, backend }: KernelCall<'x' | 'dy', object>): TensorInfo {
  const [x, dy] = [addressOf(backend, inputs.x), addressOf(backend, inputs.dy)];
  const result = backend.makeOutput(inputs.x.shape, 'float32');
  simdOf(backend).reluGradient(x, dy, addressOf(backend, result), sizeOf(inputs.x.shape));
  return result;
}
