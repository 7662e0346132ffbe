/**
 * When the gradient of a convolution's output is better taken as a list of what is not zero: behind max pooling, which passes on one number of
 * each window. Found by looking, unless it still waits as that, so that whatever made the zeros counts; the answer differs by the rounding of
 * another order of sums.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../simd/load.js';
import { addressOf, numberBytes, sizeOf, withScratch } from '../simd/memory.js';
import { inParallel, rangesOf } from '../threads/parallel.js';
import { eachPlaced, inPlace, paddedInput, placementBytes } from './conv-images.js';
import { waitingPoolGradient, type Windows } from './waiting-pool-gradients.js';

/**
 * The share of numbers other than zero below which the list is faster. On a Xeon the two ways of the filter meet between 0.45 and 0.8, those of
 * the input between 0.5 and 0.6; but a stride puts zeros between the others, which only the list leaves out.
 */
const worthwhile = { filter: 0.5, input: 0.45 };

const inFours = (length: number): boolean => length % 4 === 0;

/** Where the gradient of an output `[oh, ow, k]` is found, one image after the other; all are addresses. */
export interface SparseGradient {
  /** The gradient, zeros and all; or if it comes from max pooling, what was pooled. */
  dy: number;
  /** What came back to the windows, or 0. */
  pooled: number;
  /** A window, 1 × 1 if there are none. */
  ph: number;
  pw: number;
  /** An estimate. */
  shareOfNonZeros: number;
}

/** The output's gradient `dy`, which goes on waiting if it does so for pooling of the output as it is. */
export function sparseGradient(backend: BackendWasm, dy: TensorInfo, info: backend_util.Conv2DInfo): SparseGradient {
  const simd = simdOf(backend);
  const waiting = waitingPoolGradient(backend, dy.dataId);
  const window = waiting && windowOver(info, waiting.windows);
  if (!waiting || !window) {
    const address = addressOf(backend, dy);
    return { dy: address, pooled: 0, ph: 1, pw: 1, shareOfNonZeros: simd.shareOfNonZeros(address, sizeOf(dy.shape)) };
  }
  const [ph, pw] = window;
  const pooled = addressOf(backend, waiting.dy);
  const share = simd.shareOfNonZeros(pooled, sizeOf(waiting.dy.shape)) / (ph * pw);
  return { dy: addressOf(backend, waiting.input), pooled, ph, pw, shareOfNonZeros: share };
}

/** The windows as the convolution sees its output: a series is a picture one pixel wide to pooling, and one pixel high to a convolution. */
function windowOver({ outHeight, outWidth, outChannels }: backend_util.Conv2DInfo, windows: Windows): [ph: number, pw: number] | null {
  const { height, width, channels, rows, columns } = windows;
  if (channels !== outChannels) return null;
  if (height === outHeight && width === outWidth) return [rows, columns];
  return width === 1 && outHeight === 1 && height === outWidth ? [1, rows] : null;
}

/** Whether the gradient of the filter should go by the list. */
export const listsForFilter = ({ filterWidth, inChannels, outChannels }: backend_util.Conv2DInfo, { shareOfNonZeros }: SparseGradient) =>
  inFours(outChannels) && filterWidth * inChannels >= 4 && shareOfNonZeros < worthwhile.filter;

/** Whether the gradient of the input should. */
export const listsForInput = (
  { inChannels, outChannels, strideHeight, strideWidth }: backend_util.Conv2DInfo,
  { shareOfNonZeros }: SparseGradient,
) => inFours(outChannels) && inFours(inChannels) && shareOfNonZeros < worthwhile.input * strideHeight * strideWidth;

/** Multiply-adds that an image costs if a quarter of its output's gradient is not zero: what pooling by 2 × 2 leaves. */
const workOf = ({ outHeight, outWidth, filterShape }: backend_util.Conv2DInfo): number => (outHeight * outWidth * sizeOf(filterShape)) / 4;

/** Images `x` and the output's gradient to the filter's gradient `dw`. */
export function listedFilterGradient(
  backend: BackendWasm,
  info: backend_util.Conv2DInfo,
  x: number,
  from: SparseGradient,
  dw: number,
): void {
  const { dy, pooled, ph, pw } = from;
  const { batchSize, inWidth, inChannels: c, outHeight, outWidth, outChannels: k } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const pooledBytes = Math.floor(outHeight / ph) * Math.floor(outWidth / pw) * k * numberBytes;
  const simd = simdOf(backend);
  const placement = paddedInput(info);
  const bytes = simd.groupBytes(filterHeight, filterWidth, c, k);
  const lists = simd.sparseScratch(
    inPlace(placement) ? inWidth : placement.toWidth,
    c,
    outHeight,
    outWidth,
    strideHeight,
    ph,
    filterHeight,
    filterWidth,
  );
  const batch = rangesOf(backend, batchSize, workOf(info));
  withScratch(backend, [batch.length * bytes, bytes], (sums = 0, total = 0) => {
    simd.clear(sums, batch.length * bytes);
    inParallel(backend, batch, [placementBytes(placement), lists], (calls, range, placed = 0, scratch = 0) => {
      eachPlaced(calls, range, x, placement, placed, ({ n, x: image, width, images, step }) => {
        // biome-ignore format: one line of the images, one of the gradients, one of the result
        calls.addSparseFilterGradient(
          image, images, step, width, c,
          dy + n * outHeight * outWidth * k * numberBytes, outHeight, outWidth, k, strideHeight, strideWidth,
          pooled === 0 ? 0 : pooled + n * pooledBytes, ph, pw, sums + range.index * bytes, filterHeight, filterWidth, scratch,
        );
      });
    });
    simd.columnSums(sums, batch.length, bytes / numberBytes, total);
    simd.filterGroups(dw, filterHeight, filterWidth, c, k, total, 1);
  });
}

/** The output's gradient and `filter` to the input's gradient `dx`: in a padded image, whose padding is then cut off. */
export function listedInputGradient(
  backend: BackendWasm,
  info: backend_util.Conv2DInfo,
  { dy, pooled, ph, pw }: SparseGradient,
  filter: number,
  dx: number,
): void {
  const { batchSize, inHeight, inWidth, inChannels: c, outHeight, outWidth, outChannels: k } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const pooledBytes = Math.floor(outHeight / ph) * Math.floor(outWidth / pw) * k * numberBytes;
  const simd = simdOf(backend);
  const placement = paddedInput(info);
  const { toHeight, toWidth, top, left } = placement;
  const direct = inPlace(placement);
  const width = direct ? inWidth : toWidth;
  const imageBytes = inHeight * inWidth * c * numberBytes;
  const paddedBytes = placementBytes(placement);
  const lists = simd.sparseScratch(width, c, outHeight, outWidth, strideHeight, ph, filterHeight, filterWidth);
  withScratch(backend, [simd.groupBytes(filterHeight, filterWidth, c, k)], (groups = 0) => {
    simd.filterGroups(filter, filterHeight, filterWidth, c, k, groups, 0);
    const batch = rangesOf(backend, batchSize, workOf(info));
    inParallel(backend, batch, [paddedBytes, lists], (calls, { first, count }, padded = 0, scratch = 0) => {
      const images = direct ? count : 1;
      for (let n = first; n < first + count; n += images) {
        const image = dx + n * imageBytes;
        const to = direct ? image : padded;
        calls.clear(to, direct ? images * imageBytes : paddedBytes);
        // biome-ignore format: one line of the result, one of the gradients, one of the filters
        calls.addSparseInputGradient(
          to, images, imageBytes, width, c,
          dy + n * outHeight * outWidth * k * numberBytes, outHeight, outWidth, k, strideHeight, strideWidth,
          pooled === 0 ? 0 : pooled + n * pooledBytes, ph, pw, groups, filterHeight, filterWidth, scratch,
        );
        if (!direct) calls.placeImage(padded, toHeight, toWidth, c, image, inHeight, inWidth, -top, -left, 1, 1);
      }
    });
  });
}
