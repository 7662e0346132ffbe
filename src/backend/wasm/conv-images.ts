/** What the convolutions of the SIMD module share: an image is read where it lies, or placed first into zeros as large as its padding asks. */
import type { backend_util } from '@tensorflow/tfjs-core';
import type { SimdCalls } from '../simd/functions.js';
import { numberBytes } from '../simd/memory.js';
import type { Range } from '../threads/parallel.js';

/** How images `[height, width, channels]` go into zeros; see `placeImage` of the SIMD module. */
export interface Placement {
  height: number;
  width: number;
  channels: number;
  toHeight: number;
  toWidth: number;
  top: number;
  left: number;
  spreadY: number;
  spreadX: number;
}

/** The placement that a convolution's padding asks for: rows and columns that no filter reaches are left out. */
export function paddedInput(info: backend_util.Conv2DInfo): Placement {
  const { inHeight, inWidth, inChannels, padInfo } = info;
  return {
    height: inHeight,
    width: inWidth,
    channels: inChannels,
    toHeight: (info.outHeight - 1) * info.strideHeight + info.filterHeight,
    toWidth: (info.outWidth - 1) * info.strideWidth + info.filterWidth,
    top: padInfo.top,
    left: padInfo.left,
    spreadY: 1,
    spreadX: 1,
  };
}

/** The output's gradient, spread by the stride and padded so that a convolution with the turned filter meets every input pixel once. */
export function spreadOutputGradient(info: backend_util.Conv2DInfo): Placement {
  return {
    height: info.outHeight,
    width: info.outWidth,
    channels: info.outChannels,
    toHeight: info.inHeight + info.filterHeight - 1,
    toWidth: info.inWidth + info.filterWidth - 1,
    top: info.filterHeight - 1 - info.padInfo.top,
    left: info.filterWidth - 1 - info.padInfo.left,
    spreadY: info.strideHeight,
    spreadX: info.strideWidth,
  };
}

/** Whether an image can be read where it lies. */
export const inPlace = ({ height, width, toHeight, toWidth, top, left, spreadY, spreadX }: Placement): boolean =>
  top === 0 && left === 0 && spreadY === 1 && spreadX === 1 && toHeight <= height && toWidth <= width;

/** Bytes of scratch for one placed image, none where it is read where it lies. */
export const placementBytes = (placement: Placement): number =>
  inPlace(placement) ? 0 : placement.toHeight * placement.toWidth * placement.channels * numberBytes;

/** The address of the placed image, and its width. `image` is the address of the image, `scratch` of room for the placed one. */
export function place(simd: SimdCalls, image: number, p: Placement, scratch: number): { x: number; width: number } {
  if (inPlace(p)) return { x: image, width: p.width };
  simd.placeImage(image, p.height, p.width, p.channels, scratch, p.toHeight, p.toWidth, p.top, p.left, p.spreadY, p.spreadX);
  return { x: scratch, width: p.toWidth };
}

/** An image as a convolution reads it: at `x`, `width` pixels wide; `images` of them at once, `step` bytes apart; the first is number `n`. */
export interface PlacedImages {
  n: number;
  x: number;
  width: number;
  images: number;
  step: number;
}

/** Calls `use` with the images of `range` as a whole where they are read where they lie, else with each as it has been placed into `scratch`. */
export function eachPlaced(
  simd: SimdCalls,
  { first, count }: Range,
  from: number,
  p: Placement,
  scratch: number,
  use: (placed: PlacedImages) => void,
): void {
  const step = p.height * p.width * p.channels * numberBytes;
  if (inPlace(p)) {
    use({ n: first, x: from + first * step, width: p.width, images: count, step });
    return;
  }
  for (let n = first; n < first + count; n++) use({ n, ...place(simd, from + n * step, p, scratch), images: 1, step: 0 });
}
