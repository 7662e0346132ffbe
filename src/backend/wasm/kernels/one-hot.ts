/**
 * Rows of zeros with a one. tfjs-backend-wasm's kernel writes 32-bit whole numbers whatever type was asked for: as floats they
 * read 10⁻⁴⁵, and as booleans they run past the end of the tensor. Asked for whole numbers it is right, so those are converted.
 */
import type { OneHotAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { compose, type KernelCall } from '../compose.js';

/** `indices` `[…]` → `[…, depth]`. */
export function oneHot({ inputs, attrs, backend, original }: KernelCall<'indices', OneHotAttrs>): TensorInfo {
  const { depth, dtype, onValue, offValue } = attrs;
  return compose(backend, (scratch) => {
    const ones = scratch.run('OneHot', inputs, { depth, dtype: 'int32', onValue: 1, offValue: 0 }, original);
    if (dtype === 'int32' && onValue === 1 && offValue === 0) return ones;
    const result = backend.makeOutput(ones.shape, dtype);
    const from = backend.typedArrayFromHeap(ones);
    const to = backend.typedArrayFromHeap(result);
    for (let i = 0; i < from.length; i++) to[i] = from[i] === 1 ? onValue : offValue;
    return result;
  });
}
