/** Convolutions by 3 × 3 filters with a quarter of the multiplications; see the SIMD module's winograd.ts. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util } from '@tensorflow/tfjs-core';
import { simdOf } from '../simd/load.js';
import { numberBytes, sizeOf, withScratch } from '../simd/memory.js';
import { inParallel, rangesOf } from '../threads/parallel.js';

/** Whether a convolution can go that way, and has channels enough to pay for the way to the points and back. */
export function suitsWinograd({ filterHeight, filterWidth, strideHeight, strideWidth, ...info }: backend_util.Conv2DInfo): boolean {
  const { inChannels, outChannels, outHeight, outWidth, batchSize } = info;
  const three = filterHeight === 3 && filterWidth === 3 && strideHeight === 1 && strideWidth === 1;
  const eights = inChannels % 8 === 0 && outChannels % 8 === 0 && inChannels >= 16 && outChannels >= 16;
  return three && eights && Math.min(outHeight, outWidth) >= 4 && batchSize > 0;
}

/** Multiply-adds that an image costs, those of the ways to the points and back about as many again. */
const workOf = ({ outHeight, outWidth, filterShape }: backend_util.Conv2DInfo): number => (outHeight * outWidth * sizeOf(filterShape)) / 2;

/** A batch of images at `address` as a convolution reads it, with so many rows and columns of its padding. */
interface Images {
  address: number;
  height: number;
  width: number;
  channels: number;
  top: number;
  left: number;
}

/** `x` by `filter`, `turned` or not, into `y`. */
function convolve(backend: BackendWasm, info: backend_util.Conv2DInfo, x: Images, filter: number, turned: boolean, y: Images): void {
  const { batchSize, inChannels, outChannels } = info;
  const simd = simdOf(backend);
  const sizes = [simd.winogradFilterBytes(inChannels, outChannels), simd.winogradFilterScratch(inChannels, outChannels)];
  const batch = rangesOf(backend, batchSize, workOf(info));
  withScratch(backend, sizes, (points = 0, halfway = 0) => {
    simd.winogradFilter(filter, inChannels, outChannels, Number(turned), points, halfway);
    inParallel(backend, batch, [simd.winogradScratch(x.channels, y.channels)], (calls, { first, count }, scratch = 0) => {
      // biome-ignore format: one line of the images, one of the filter and the result
      calls.winogradConvolve(
        imageAt(x, first), count, x.height, x.width, x.channels, x.top, x.left,
        points, y.channels, imageAt(y, first), y.height, y.width, scratch,
      );
    });
  });
}

const imageAt = ({ address, height, width, channels }: Images, n: number): number => address + n * height * width * channels * numberBytes;

const inputAt = (address: number, { inHeight, inWidth, inChannels, padInfo: { top, left } }: backend_util.Conv2DInfo): Images => ({
  address,
  height: inHeight,
  width: inWidth,
  channels: inChannels,
  top,
  left,
});

/** The output, and how its gradient has to be padded for the turned filter to meet every pixel of the input. */
const outputAt = (address: number, { outHeight, outWidth, outChannels, padInfo: { top, left } }: backend_util.Conv2DInfo): Images => ({
  address,
  height: outHeight,
  width: outWidth,
  channels: outChannels,
  top: 2 - top,
  left: 2 - left,
});

/** `x` `[n, h, w, c]` by `filter` `[3, 3, c, k]` into `y` `[n, oh, ow, k]`, all addresses. */
export const winogradConvolution = (backend: BackendWasm, info: backend_util.Conv2DInfo, x: number, filter: number, y: number): void =>
  convolve(backend, info, inputAt(x, info), filter, false, outputAt(y, info));

/** `dy` by the turned `filter` into `dx`. */
export const winogradInputGradient = (backend: BackendWasm, info: backend_util.Conv2DInfo, dy: number, filter: number, dx: number): void =>
  convolve(backend, info, outputAt(dy, info), filter, true, inputAt(dx, info));

/** `x` and `dy` to the gradient `dw` of the filter. */
export function winogradFilterGradient(backend: BackendWasm, info: backend_util.Conv2DInfo, x: number, dy: number, dw: number): void {
  const [images, gradients] = [inputAt(x, info), outputAt(dy, info)];
  const [c, k] = [info.inChannels, info.outChannels];
  const simd = simdOf(backend);
  const bytes = simd.winogradFilterBytes(c, k);
  const scratchBytes = simd.winogradScratch(c, k);
  const batch = rangesOf(backend, info.batchSize, workOf(info));
  withScratch(backend, [batch.length * bytes, batch.length > 1 ? bytes : 0, scratchBytes], (sums = 0, total = 0, halfway = 0) => {
    simd.clear(sums, batch.length * bytes);
    inParallel(backend, batch, [scratchBytes], (calls, { index, first, count }, scratch = 0) => {
      // biome-ignore format: one line of the images, one of the gradients and the result
      calls.addWinogradFilterGradient(
        imageAt(images, first), count, images.height, images.width, c, images.top, images.left,
        imageAt(gradients, first), gradients.height, gradients.width, k, sums + index * bytes, scratch,
      );
    });
    if (batch.length > 1) simd.columnSums(sums, batch.length, bytes / numberBytes, total);
    simd.winogradFilterGradient(batch.length > 1 ? total : sums, c, k, dw, halfway);
  });
}
