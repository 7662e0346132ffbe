/** What the depthwise convolutions of the SIMD module share: images split by the stride along their rows, a copy for each output of a channel. */
import { backend_util } from '@tensorflow/tfjs-core';
import type { SimdCalls } from '../simd/functions.js';
import { numberBytes } from '../simd/memory.js';
import type { Shape4D } from './compose.js';

/** What TensorFlow.js's depthwise kernels have in common. */
export interface DepthwiseAttributes {
  strides: [number, number] | number;
  dilations?: [number, number] | number;
  pad: 'valid' | 'same' | number | [[number, number], [number, number], [number, number], [number, number]];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** TensorFlow.js's account of the convolution: images `[n, h, w, c]` by `[fh, fw, c, multiplier]`. */
export function depthwiseInfo(inputShape: number[], filterShape: number[], attrs: DepthwiseAttributes): backend_util.Conv2DInfo {
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  return backend_util.computeConv2DInfo(inputShape as Shape4D, filterShape as Shape4D, strides, dilations ?? 1, pad, dimRoundingMode, true);
}

/** How an image `[height, width, c]` is split; see `splitImage` of the SIMD module. */
export interface Split {
  height: number;
  width: number;
  c: number;
  multiplier: number;
  phases: number;
  phaseWidth: number;
  left: number;
}

/** The input, so that what lies under a tap lies side by side. */
export function splitInput(info: backend_util.Conv2DInfo): Split {
  const { inHeight: height, inWidth: width, inChannels: c, outChannels, outWidth, strideWidth: phases, dilationWidth, filterWidth } = info;
  const needed = outWidth + Math.floor(((filterWidth - 1) * dilationWidth) / phases);
  const split = { height, width, c, multiplier: outChannels / c, phases, phaseWidth: needed, left: info.padInfo.left };
  const whole = { ...split, phaseWidth: width };
  return isWhole(whole) && needed <= width ? whole : split;
}

/** The output's gradient, with as many columns of zeros on both sides as its taps reach. */
export function framedGradient(info: backend_util.Conv2DInfo): Split {
  const { outHeight: height, outWidth: width, outChannels: c, strideWidth, filterWidth, inWidth, padInfo } = info;
  const left = Math.floor((filterWidth - 1) / strideWidth);
  const phaseWidth = left + Math.floor((inWidth - 1 + padInfo.left) / strideWidth) + 1;
  return { height, width, c, multiplier: 1, phases: 1, phaseWidth, left };
}

/** Whether the split image is the image itself. */
const isWhole = ({ phases, multiplier, left, phaseWidth, width }: Split): boolean =>
  phases === 1 && multiplier === 1 && left === 0 && phaseWidth === width;

/** Bytes of a split image, none where it is the image itself. */
export const splitBytes = (split: Split): number =>
  isWhole(split) ? 0 : split.height * split.phases * split.phaseWidth * split.c * split.multiplier * numberBytes;

/** The address of the split image; `image` is that of the image, `scratch` of room for the split one. */
export function splitAt(simd: SimdCalls, image: number, split: Split, scratch: number): number {
  if (isWhole(split)) return image;
  const { height, width, c, multiplier, phases, phaseWidth, left } = split;
  simd.splitImage(image, height, width, c, multiplier, scratch, phases, phaseWidth, left);
  return scratch;
}
