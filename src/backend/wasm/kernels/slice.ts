/**
 * A part of a tensor of five axes or more, copied row by row: the gradient of padding a volume. tfjs-backend-wasm asks for each
 * number by its place, a hundred times slower. Fewer axes are left to it.
 */
import { type SliceAttrs, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, sizeOf } from '../../simd/memory.js';
import { type KernelCall, leaveToOriginal } from '../compose.js';

export function slice(call: KernelCall<'x', SliceAttrs>): TensorInfo {
  const { inputs, attrs, backend } = call;
  const { x } = inputs;
  const [begin, size] = slice_util.parseSliceParams(x, attrs.begin, attrs.size) as [number[], number[]];
  if (x.shape.length < 5 || x.dtype !== 'float32' || sizeOf(size) === 0) return leaveToOriginal('Slice', call);
  slice_util.assertParamsValid(x, begin, size);
  const strides = [...util.computeStrides(x.shape), 1].map((stride) => stride * numberBytes);
  const result = backend.makeOutput(size, 'float32');
  const from = addressOf(backend, x);
  let to = addressOf(backend, result);
  const rowAxis = x.shape.length - 2;
  const [rows = 1, columns = 1] = size.slice(rowAxis);
  const copy = (axis: number, start: number): void => {
    const [first = 0, stride = 0] = [begin[axis], strides[axis]];
    if (axis < rowAxis) for (let i = 0; i < (size[axis] as number); i++) copy(axis + 1, start + (first + i) * stride);
    else {
      const corner = start + first * stride + (begin[axis + 1] as number) * numberBytes;
      simdOf(backend).copyRows(corner, stride, to, columns * numberBytes, columns * numberBytes, rows);
      to += rows * columns * numberBytes;
    }
  };
  copy(0, from);
  return result;
}
