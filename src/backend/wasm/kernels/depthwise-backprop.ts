/**
 * The two gradients of a depthwise convolution (a part of SeparableConv2D), both missing in tfjs-backend-wasm: by the SIMD module.
 * Input channel c makes the output channels c·m … c·m + m − 1, where m is the depth multiplier.
 */
import type { DepthwiseConv2dNativeBackpropFilterAttrs, DepthwiseConv2dNativeBackpropInputAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, numbersAt, sizeOf, withScratch } from '../../simd/memory.js';
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
  const sizes = [splitBytes(framed), simd.repeatedSize(taps, outChannels) * numberBytes, simd.depthwiseListBytes(taps), row];
  withScratch(backend, sizes, (room = 0, repeated = 0, list = 0, merged = 0) => {
    simd.repeatWeights(weights, taps, outChannels, repeated);
    for (let n = 0; n < info.batchSize; n++) {
      const gradient = splitAt(backend, from + n * sizeOf(info.outShape.slice(1)) * numberBytes, framed, room);
      // biome-ignore format: one line of the gradient, one of the filter, one of the result
      simd.depthwiseInputGradient(
        gradient, framed.height, framed.phaseWidth, outChannels, outChannels / inChannels,
        repeated, fh, fw, padInfo.top, padInfo.left, strideHeight, strideWidth,
        to + n * sizeOf(info.inShape.slice(1)) * numberBytes, inHeight, inWidth, list, merged,
      );
    }
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
  const count = simd.repeatedSize(taps, outChannels);
  withScratch(backend, [splitBytes(split), count * numberBytes, simd.depthwiseListBytes(taps)], (room = 0, sums = 0, list = 0) => {
    numbersAt(backend, sums, count).fill(0);
    for (let n = 0; n < info.batchSize; n++) {
      const image = splitAt(backend, images + n * sizeOf(info.inShape.slice(1)) * numberBytes, split, room);
      // biome-ignore format: one line of the image, one of the result, one of the gradient
      simd.addDepthwiseFilterGradient(
        image, split.height, split.phaseWidth, outChannels,
        sums, fh, fw, padInfo.top, strideHeight, strideWidth,
        gradients + n * sizeOf(info.outShape.slice(1)) * numberBytes, outHeight, outWidth, list,
      );
    }
    simd.foldSums(sums, taps, outChannels, dw);
  });
  return result;
}
