/**
 * Arithmetic between a tensor of five axes and one of a single axis: the bias of a Conv3D, batch normalization of cubes. The shader
 * tfjs-backend-webgpu 4.22 writes for it is invalid, so that the result and those of the commands sent with it silently stay zero.
 * Written `[1, n]`, the same numbers go another way, which knows any rank.
 */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';

const asRow = (x: TensorInfo, other: TensorInfo): TensorInfo =>
  x.shape.length === 1 && other.shape.length > 4 ? { ...x, shape: [1, ...x.shape] } : x;

/** `original`, a kernel of two inputs `a` and `b`, for operands of any rank. */
export function withRowOperand(original: KernelFunc): KernelFunc {
  return (call) => {
    const { a, b } = call.inputs as Record<'a' | 'b', TensorInfo>;
    return original({ ...call, inputs: { a: asRow(a, b), b: asRow(b, a) } });
  };
}
