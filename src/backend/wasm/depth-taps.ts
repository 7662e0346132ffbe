/**
 * A convolution in three dimensions is one in two, once the planes that a filter sees in depth lie side by side as channels:
 * XNNPACK knows only two, and tfjs-backend-wasm's own loops over three are slow.
 */
import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { numbersOf, type Scratch } from './compose.js';

export type Conv3DInfo = ReturnType<typeof backend_util.computeConv3DInfo>;
type Shape5D = [number, number, number, number, number];

export function conv3DInfo(
  inputShape: number[],
  filterShape: number[],
  strides: number | [number, number, number],
  pad: 'valid' | 'same',
): Conv3DInfo {
  return backend_util.computeConv3DInfo(inputShape as Shape5D, filterShape as Shape5D, strides, 1, pad);
}

/** The attributes of the same convolution in two dimensions, with its padding written out. */
export function planeAttrs({ strideHeight, strideWidth, padInfo }: Conv3DInfo) {
  const { top, bottom, left, right } = padInfo;
  const pad: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return { strides: [strideHeight, strideWidth], dilations: 1, pad, dataFormat: 'NHWC' as const };
}

/** Filters `[fd, fh, fw, c, k]` as `[fh, fw, fd·c, k]`. */
export function flatFilter(scratch: Scratch, filter: TensorInfo, info: Conv3DInfo): TensorInfo {
  const { filterDepth, filterHeight, filterWidth, inChannels, outChannels } = info;
  const tapsLast = scratch.transpose(filter, [1, 2, 0, 3, 4]); // [fh, fw, fd, c, k]
  return scratch.reshape(tapsLast, [filterHeight, filterWidth, filterDepth * inChannels, outChannels]);
}

/** Volumes `[n, d, h, w, c]` as `[n·od, h, w, fd·c]`: with each output plane the planes its filter sees, zeros beyond the ends. */
export function planesUnderFilter(scratch: Scratch, x: TensorInfo, info: Conv3DInfo): TensorInfo {
  const { batchSize, outDepth, inHeight, inWidth, filterDepth, inChannels } = info;
  const result = scratch.make([batchSize * outDepth, inHeight, inWidth, filterDepth * inChannels]);
  const from = numbersOf(scratch.backend, x);
  const to = numbersOf(scratch.backend, result).fill(0);
  eachPlane(info, (plane, unfolded) => {
    for (let pixel = 0; pixel < inHeight * inWidth; pixel++) {
      for (let channel = 0; channel < inChannels; channel++) {
        to[unfolded + pixel * filterDepth * inChannels + channel] = from[plane + pixel * inChannels + channel] as number;
      }
    }
  });
  return result;
}

/** The adjoint: what every copy of a plane receives, summed into `[n, d, h, w, c]`. */
export function sumOverPlanes(scratch: Scratch, unfoldedGradient: TensorInfo, info: Conv3DInfo): TensorInfo {
  const { inHeight, inWidth, filterDepth, inChannels } = info;
  const result = scratch.make(info.inShape);
  const from = numbersOf(scratch.backend, unfoldedGradient);
  const to = numbersOf(scratch.backend, result).fill(0);
  eachPlane(info, (plane, unfolded) => {
    for (let pixel = 0; pixel < inHeight * inWidth; pixel++) {
      for (let channel = 0; channel < inChannels; channel++) {
        const at = plane + pixel * inChannels + channel;
        to[at] = (to[at] as number) + (from[unfolded + pixel * filterDepth * inChannels + channel] as number);
      }
    }
  });
  return result;
}

/** Calls `visit` with the place of an input plane and the place of its copy, for every output plane and every tap in depth. */
function eachPlane(info: Conv3DInfo, visit: (plane: number, unfolded: number) => void): void {
  const { batchSize, inDepth, outDepth, inHeight, inWidth, filterDepth, strideDepth, inChannels, padInfo } = info;
  const planeSize = inHeight * inWidth * inChannels;
  for (let n = 0; n < batchSize; n++) {
    for (let out = 0; out < outDepth; out++) {
      for (let tap = 0; tap < filterDepth; tap++) {
        const depth = out * strideDepth + tap - padInfo.front;
        if (depth < 0 || depth >= inDepth) continue;
        visit((n * inDepth + depth) * planeSize, (n * outDepth + out) * planeSize * filterDepth + tap * inChannels);
      }
    }
  }
}
