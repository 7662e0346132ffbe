/**
 * Max pooling in three dimensions, and its gradient. tfjs-backend-wasm's kernels start from the smallest *positive* number: a
 * window of negative values pools to about 10⁻³⁸ and sends its gradient to the wrong voxel.
 */
import { backend_util, type MaxPool3DAttrs, type MaxPool3DGradAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelCall, numbersOf } from '../compose.js';
import { RowMaxima } from '../row-maxima.js';

type Info = ReturnType<typeof backend_util.computePool3DInfo>;

function geometry(shape: number[], { filterSize, strides, pad, dimRoundingMode }: MaxPool3DAttrs): Info {
  return backend_util.computePool3DInfo(shape as [number, number, number, number, number], filterSize, strides, 1, pad, dimRoundingMode);
}

/** Calls `visit(output, voxel)` for every output, both as places in their arrays, with its first largest voxel of `x` `[n, d, h, w, c]`. */
function eachMaximum(x: Float32Array, info: Info, visit: (output: number, voxel: number) => void): void {
  const { batchSize, inDepth, inHeight, outDepth, outHeight, padInfo } = info;
  const rowLength = info.inWidth * info.inChannels;
  const maxima = new RowMaxima(info);
  let output = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let outPlane = 0; outPlane < outDepth; outPlane++) {
      const [plane, planeEnd] = span(outPlane * info.strideDepth - padInfo.front, info.filterDepth, inDepth);
      for (let outRow = 0; outRow < outHeight; outRow++) {
        const [row, rowEnd] = span(outRow * info.strideHeight - padInfo.top, info.filterHeight, inHeight);
        maxima.begin(((n * inDepth + plane) * inHeight + row) * rowLength);
        for (let p = plane; p < planeEnd; p++) {
          for (let r = row; r < rowEnd; r++) maxima.scan(x, ((n * inDepth + p) * inHeight + r) * rowLength);
        }
        for (const voxel of maxima.at) visit(output++, voxel);
      }
    }
  }
}

/** The part of a window from `start` that lies inside an axis: its first place and the one after its last. */
const span = (start: number, length: number, limit: number): [number, number] => [Math.max(start, 0), Math.min(start + length, limit)];

export function maxPool3D({ inputs, attrs, backend }: KernelCall<'x', MaxPool3DAttrs>): TensorInfo {
  const info = geometry(inputs.x.shape, attrs);
  const result = backend.makeOutput(info.outShape, 'float32'); // [n, od, oh, ow, c]
  const x = numbersOf(backend, inputs.x);
  const y = numbersOf(backend, result);
  eachMaximum(x, info, (output, voxel) => {
    y[output] = x[voxel] as number;
  });
  return result;
}

export function maxPool3DGrad({ inputs, attrs, backend }: KernelCall<'input' | 'dy', MaxPool3DGradAttrs>): TensorInfo {
  const { input, dy } = inputs;
  const result = backend.makeOutput(input.shape, 'float32'); // [n, d, h, w, c]
  const gradient = numbersOf(backend, dy);
  const dx = numbersOf(backend, result).fill(0);
  eachMaximum(numbersOf(backend, input), geometry(input.shape, attrs as MaxPool3DAttrs), (output, voxel) => {
    dx[voxel] = (dx[voxel] as number) + (gradient[output] as number);
  });
  return result;
}
