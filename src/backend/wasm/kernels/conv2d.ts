/** Convolution, by the SIMD module: patches are read from the image itself, so that no batch of patches is ever held. */
import { backend_util, type Conv2DAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, withScratch } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import { type KernelCall, leaveToOriginal, type Shape4D } from '../compose.js';
import { eachPlaced, paddedInput, placementBytes } from '../conv-images.js';

/** `x` `[n, h, w, c]` by `filter` `[fh, fw, c, k]` → `[n, oh, ow, k]`. */
export function conv2D(call: KernelCall<'x' | 'filter', Conv2DAttrs>): TensorInfo {
  const { inputs, attrs, backend } = call;
  const { x, filter } = inputs;
  const { strides, dilations, pad, dimRoundingMode, dataFormat } = attrs;
  const info = backend_util.computeConv2DInfo(x.shape as Shape4D, filter.shape as Shape4D, strides, dilations, pad, dimRoundingMode);
  if (dataFormat !== 'NHWC') throw new Error(`Conv2D on WASM takes channels last, not ${dataFormat}.`);
  if (info.dilationHeight !== 1 || info.dilationWidth !== 1) return leaveToOriginal('Conv2D', call);
  const { inChannels: c, outHeight, outWidth, outChannels: k, filterHeight, filterWidth } = info;
  const taps = filterHeight * filterWidth;
  const placement = paddedInput(info);
  const simd = simdOf(backend);
  const result = backend.makeOutput(info.outShape, 'float32');
  const [from, weights, to] = [x, filter, result].map((tensor) => addressOf(backend, tensor)) as [number, number, number];
  const batch = rangesOf(backend, info.batchSize, outHeight * outWidth * taps * c * k);
  withScratch(backend, [simd.panelBytes(taps * c, k)], (panels = 0) => {
    simd.packFilter(weights, taps, c, k, panels);
    inParallel(backend, batch, [placementBytes(placement), simd.convolveScratch()], (calls, images, placed = 0, scratch = 0) => {
      eachPlaced(calls, images, from, placement, placed, ({ n, x: image, width, images: count, step }) => {
        const { strideHeight, strideWidth } = info;
        // biome-ignore format: one line of the images, one of the filter, one of the result
        calls.convolve(
          image, count, step, 0, width, c,
          panels, 1, filterHeight, filterWidth, k, strideHeight, strideWidth,
          to + n * outHeight * outWidth * k * numberBytes, outHeight, outWidth, scratch,
        );
      });
    });
  });
  return result;
}
