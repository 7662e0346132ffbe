/**
 * When the gradient of a convolution's output is better taken as a list of what is not zero: behind max pooling, which passes on one number of
 * each window. Found by looking, so that whatever made the zeros counts; the answer differs by the rounding of another order of sums.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util } from '@tensorflow/tfjs-core';
import type { SimdFunctions } from '../simd/functions.js';
import { simdOf } from '../simd/load.js';
import { numberBytes, sizeOf, withScratch } from '../simd/memory.js';
import { inParallel, rangesOf } from '../threads/parallel.js';
import { inPlace, paddedInput, place, placementBytes } from './conv-images.js';

/**
 * The share of numbers other than zero below which the list is faster. On a Xeon the two ways of the filter meet between 0.45 and 0.8, those of
 * the input between 0.5 and 0.6; but a stride puts zeros between the others, which only the list leaves out.
 */
const worthwhile = { filter: 0.5, input: 0.45 };

const inFours = (length: number): boolean => length % 4 === 0;

/** Whether the gradient of the filter should go by the list; `dy` is the address of the output's gradient. */
export const listsForFilter = (
  simd: SimdFunctions,
  dy: number,
  { filterWidth, inChannels, outChannels, outShape }: backend_util.Conv2DInfo,
) => inFours(outChannels) && filterWidth * inChannels >= 4 && simd.shareOfNonZeros(dy, sizeOf(outShape)) < worthwhile.filter;

/** Whether the gradient of the input should. */
export const listsForInput = (simd: SimdFunctions, dy: number, info: backend_util.Conv2DInfo) =>
  inFours(info.outChannels) &&
  inFours(info.inChannels) &&
  simd.shareOfNonZeros(dy, sizeOf(info.outShape)) < worthwhile.input * info.strideHeight * info.strideWidth;

/** Multiply-adds that an image costs if a quarter of its output's gradient is not zero: what pooling by 2 × 2 leaves. */
const workOf = ({ outHeight, outWidth, filterShape }: backend_util.Conv2DInfo): number => (outHeight * outWidth * sizeOf(filterShape)) / 4;

/** Images `x` and gradients `dy` to the filter's gradient `dw`, all addresses. */
export function listedFilterGradient(backend: BackendWasm, info: backend_util.Conv2DInfo, x: number, dy: number, dw: number): void {
  const { batchSize, inHeight, inWidth, inChannels: c, outHeight, outWidth, outChannels: k } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const simd = simdOf(backend);
  const placement = paddedInput(info);
  const bytes = simd.groupBytes(filterHeight, filterWidth, c, k);
  const lists = simd.sparseScratch(inPlace(placement) ? inWidth : placement.toWidth, c, outHeight, outWidth, strideHeight);
  const batch = rangesOf(backend, batchSize, workOf(info));
  withScratch(backend, [batch.length * bytes, bytes], (sums = 0, total = 0) => {
    simd.clear(sums, batch.length * bytes);
    inParallel(backend, batch, [placementBytes(placement), lists], (calls, { index, first, count }, placed = 0, scratch = 0) => {
      for (let n = first; n < first + count; n++) {
        const image = place(calls, x + n * inHeight * inWidth * c * numberBytes, placement, placed);
        // biome-ignore format: one line of the image, one of the gradient, one of the result
        calls.addSparseFilterGradient(
          image.x, image.width, c,
          dy + n * outHeight * outWidth * k * numberBytes, outHeight, outWidth, k, strideHeight, strideWidth,
          sums + index * bytes, filterHeight, filterWidth, scratch,
        );
      }
    });
    simd.columnSums(sums, batch.length, bytes / numberBytes, total);
    simd.filterGroups(dw, filterHeight, filterWidth, c, k, total, 1);
  });
}

/** Gradients `dy` and `filter` to the input's gradient `dx`, all addresses: in a padded image, whose padding is then cut off. */
export function listedInputGradient(backend: BackendWasm, info: backend_util.Conv2DInfo, dy: number, filter: number, dx: number): void {
  const { batchSize, inHeight, inWidth, inChannels: c, outHeight, outWidth, outChannels: k } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const simd = simdOf(backend);
  const placement = paddedInput(info);
  const { toHeight, toWidth, top, left } = placement;
  const direct = inPlace(placement);
  const width = direct ? inWidth : toWidth;
  const imageBytes = inHeight * inWidth * c * numberBytes;
  const paddedBytes = placementBytes(placement);
  const lists = simd.sparseScratch(width, c, outHeight, outWidth, strideHeight);
  withScratch(backend, [simd.groupBytes(filterHeight, filterWidth, c, k)], (groups = 0) => {
    simd.filterGroups(filter, filterHeight, filterWidth, c, k, groups, 0);
    const batch = rangesOf(backend, batchSize, workOf(info));
    inParallel(backend, batch, [paddedBytes, lists], (calls, { first, count }, padded = 0, scratch = 0) => {
      for (let n = first; n < first + count; n++) {
        const image = dx + n * imageBytes;
        const to = direct ? image : padded;
        calls.clear(to, direct ? imageBytes : paddedBytes);
        // biome-ignore format: one line of the result, one of the gradient, one of the filters
        calls.addSparseInputGradient(
          to, width, c,
          dy + n * outHeight * outWidth * k * numberBytes, outHeight, outWidth, k, strideHeight, strideWidth,
          groups, filterHeight, filterWidth, scratch,
        );
        if (!direct) calls.placeImage(padded, toHeight, toWidth, c, image, inHeight, inWidth, -top, -left, 1, 1);
      }
    });
  });
}
