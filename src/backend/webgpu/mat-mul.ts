/**
 * Products with a transposed right operand and a long inner axis: what a Dense layer of 2,000 units or more hands down as a gradient.
 * tfjs-backend-webgpu 4.22 cuts the inner axis into parts and, where four divides the sizes, reads that operand in the wrong order:
 * [3, 2100] · [48, 2100]ᵀ is off by more than its own size. Here it is transposed first.
 */
import { getKernel, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';
import { compose } from '../gpu/compose.js';

/** From here on it cuts. */
const long = 2000;

/** `original`, `BatchMatMul` or its fused form. */
export function withoutCutTranspose(original: KernelFunc): KernelFunc {
  return (call) => {
    const { b, ...others } = call.inputs as Record<'a' | 'b', TensorInfo>;
    const rank = b.shape.length;
    if (!call.attrs?.transposeB || (b.shape.at(-1) ?? 0) < long) return original(call);
    const perm = [...Array(rank - 2).keys(), rank - 1, rank - 2];
    return compose('webgpu', call.backend, (run) => {
      const transposed = run(getKernel('Transpose', 'webgpu').kernelFunc, { x: b }, { perm });
      return run(original, { ...others, b: transposed }, { ...call.attrs, transposeB: false });
    });
  };
}
