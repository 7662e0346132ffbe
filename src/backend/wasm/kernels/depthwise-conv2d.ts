/**
 * Depthwise convolution, by the SIMD module. tfjs-backend-wasm's is wrong in two ways: with padding "same" and a filter smaller than
 * the stride the answer is zero (69×69, filter 2, stride 3); and XNNPACK packs a filter once for each tensor and keeps that, so
 * weights updated in place are never seen.
 */
import type { DepthwiseConv2dNativeAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, sizeOf, withScratch } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import type { KernelCall } from '../compose.js';
import { depthwiseInfo, splitAt, splitBytes, splitInput } from '../split-images.js';

/** `x` `[n, h, w, c]` by `filter` `[fh, fw, c, m]` → `[n, oh, ow, c·m]`. */
export function depthwiseConv2D({ inputs, attrs, backend }: KernelCall<'x' | 'filter', DepthwiseConv2dNativeAttrs>): TensorInfo {
  const { x, filter } = inputs;
  const info = depthwiseInfo(x.shape, filter.shape, attrs);
  const { filterHeight: fh, filterWidth: fw, outHeight, outWidth, outChannels, strideHeight, strideWidth, padInfo } = info;
  const split = splitInput(info);
  const taps = fh * fw;
  const simd = simdOf(backend);
  const result = backend.makeOutput(info.outShape, 'float32');
  const [from, weights, to] = [x, filter, result].map((tensor) => addressOf(backend, tensor)) as [number, number, number];
  const images = rangesOf(backend, info.batchSize, outHeight * outWidth * taps * outChannels);
  withScratch(backend, [simd.repeatedSize(taps, outChannels) * numberBytes], (repeated = 0) => {
    simd.repeatWeights(weights, taps, outChannels, repeated);
    inParallel(backend, images, [splitBytes(split), simd.depthwiseListBytes(taps)], (calls, { first, count }, room = 0, list = 0) => {
      for (let n = first; n < first + count; n++) {
        const image = splitAt(calls, from + n * sizeOf(info.inShape.slice(1)) * numberBytes, split, room);
        // biome-ignore format: one line of the image, one of the filter, one of the result
        calls.depthwise(
          image, split.height, split.phaseWidth, outChannels,
          repeated, fh, fw, padInfo.top, strideHeight, strideWidth, info.dilationHeight, info.dilationWidth,
          to + n * sizeOf(info.outShape.slice(1)) * numberBytes, outHeight, outWidth, list,
        );
      }
    });
  });
  return result;
}
