/**
 * The two gradients of a depthwise convolution (a part of SeparableConv2D), both missing in tfjs-backend-wasm: by the SIMD module.
 * Input channel c makes the output channels c·m … c·m + m − 1, where m is the depth multiplier.
 */
import type { DepthwiseConv2dNativeBackpropFilterAttrs, DepthwiseConv2dNativeBackpropInputAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, numbersAt, sizeOf, withScratch } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import type { KernelCall } from '../compose.js';
import { depthwiseInfo, framedGradient, splitAt, splitBytes, splitInput } from '../split-images.js';

/** `dy` `[n, oh, ow, c·m]` and `filter` `[fh, fw, c, m]` → dX `[n, h, w, c]`. */
export function depthwiseBackpropInput({
  inputs,
  attrs,
  backend,
}: KernelCall<'dy' | 'filter', DepthwiseConv2dNativeBackpropInputAttrs>): TensorInfo {
  const { dy, filter } = inputs;
  const info = depthwiseInfo(attrs.inputShape, filter.shape, attrs);
  const { filterHeight: fh, filterWidth: fw, inHeight, inWidth, inChannels, outChannels, strideHeight, strideWidth, padInfo } = info;
  const framed = framedGradient(info);
  const taps = fh * fw;
  const simd = simdOf(backend);
  const result = backend.makeOutput(attrs.inputShape, 'float32');
  const [from, weights, to] = [dy, filter, result].map((tensor) => addressOf(backend, tensor)) as [number, number, number];
  const row = strideWidth * framed.phaseWidth * outChannels * numberBytes;
  const images = rangesOf(backend, info.batchSize, inHeight * inWidth * taps * outChannels);
  withScratch(backend, [simd.repeatedSize(taps, outChannels) * numberBytes], (repeated = 0) => {
    simd.repeatWeights(weights, taps, outChannels, repeated);
    const scratch = [splitBytes(framed), simd.depthwiseListBytes(taps), row];
    inParallel(backend, images, scratch, (calls, { first, count }, room = 0, list = 0, merged = 0) => {
      for (let n = first; n < first + count; n++) {
        const gradient = splitAt(calls, from + n * sizeOf(info.outShape.slice(1)) * numberBytes, framed, room);
        // biome-ignore format: one line of the gradient, one of the filter, one of the result
        calls.depthwiseInputGradient(
          gradient, framed.height, framed.phaseWidth, outChannels, outChannels / inChannels,
          repeated, fh, fw, padInfo.top, padInfo.left, strideHeight, strideWidth,
          to + n * sizeOf(info.inShape.slice(1)) * numberBytes, inHeight, inWidth, list, merged,
        );
      }
    });
  });
  return result;
}

/** dW[i, j, c, q] = Σ over n, y, x of X[n, y·s + i, x·s + j, c] · dY[n, y, x, c·m + q]. */
export function depthwiseBackpropFilter({
  inputs,
  attrs,
  backend,
}: KernelCall<'x' | 'dy', DepthwiseConv2dNativeBackpropFilterAttrs>): TensorInfo {
  const { x, dy } = inputs; // [n, h, w, c] and [n, oh, ow, c·m]
  const info = depthwiseInfo(x.shape, attrs.filterShape, attrs);
  const { filterHeight: fh, filterWidth: fw, outHeight, outWidth, outChannels, strideHeight, strideWidth, padInfo } = info;
  const split = splitInput(info);
  const taps = fh * fw;
  const simd = simdOf(backend);
  const result = backend.makeOutput(attrs.filterShape, 'float32');
  const [images, gradients, dw] = [x, dy, result].map((tensor) => addressOf(backend, tensor)) as [number, number, number];
  const size = simd.repeatedSize(taps, outChannels);
  const batch = rangesOf(backend, info.batchSize, outHeight * outWidth * taps * outChannels);
  withScratch(backend, [batch.length * size * numberBytes, size * numberBytes], (sums = 0, total = 0) => {
    numbersAt(backend, sums, batch.length * size).fill(0);
    const scratch = [splitBytes(split), simd.depthwiseListBytes(taps)];
    inParallel(backend, batch, scratch, (calls, { index, first, count }, room = 0, list = 0) => {
      for (let n = first; n < first + count; n++) {
        const image = splitAt(calls, images + n * sizeOf(info.inShape.slice(1)) * numberBytes, split, room);
        // biome-ignore format: one line of the image, one of the result, one of the gradient
        calls.addDepthwiseFilterGradient(
          image, split.height, split.phaseWidth, outChannels,
          sums + index * size * numberBytes, fh, fw, padInfo.top, strideHeight, strideWidth,
          gradients + n * sizeOf(info.outShape.slice(1)) * numberBytes, outHeight, outWidth, list,
        );
      }
    });
    simd.columnSums(sums, batch.length, size, total);
    simd.foldSums(total, taps, outChannels, dw);
  });
  return result;
}
