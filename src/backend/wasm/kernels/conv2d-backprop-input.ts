/**
 * The gradient of a convolution with respect to its input, as a convolution of the output's gradient with the filter turned by
 * 180° and its channels exchanged. tfjs-backend-wasm's own kernel is a plain loop, several times slower.
 */
import { backend_util, type Conv2DBackpropInputAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, withScratch } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import type { KernelCall, Shape4D } from '../compose.js';
import { eachPlaced, placementBytes, spreadOutputGradient } from '../conv-images.js';

/** `dy` `[n, oh, ow, k]` and `filter` `[fh, fw, c, k]` → `[n, h, w, c]`. */
export function conv2DBackpropInput({ inputs, attrs, backend }: KernelCall<'dy' | 'filter', Conv2DBackpropInputAttrs>): TensorInfo {
  const { dy, filter } = inputs;
  const { strides, pad, dimRoundingMode, inputShape, dataFormat } = attrs;
  if (dataFormat !== 'NHWC') throw new Error(`Conv2DBackpropInput on WASM takes channels last, not ${dataFormat}.`);
  const info = backend_util.computeConv2DInfo(inputShape, filter.shape as Shape4D, strides, 1, pad, dimRoundingMode);
  const { inHeight, inWidth, inChannels: c, outChannels: k, filterHeight, filterWidth } = info;
  const taps = filterHeight * filterWidth;
  const placement = spreadOutputGradient(info);
  const simd = simdOf(backend);
  const result = backend.makeOutput(inputShape, 'float32');
  const [from, weights, to] = [dy, filter, result].map((tensor) => addressOf(backend, tensor)) as [number, number, number];
  const batch = rangesOf(backend, info.batchSize, inHeight * inWidth * taps * c * k);
  withScratch(backend, [simd.panelBytes(taps * k, c)], (panels = 0) => {
    simd.packTurnedFilter(weights, taps, c, k, panels);
    inParallel(backend, batch, [placementBytes(placement), simd.convolveScratch()], (calls, range, placed = 0, scratch = 0) => {
      eachPlaced(calls, range, from, placement, placed, ({ n, x, width, images, step }) => {
        const dx = to + n * inHeight * inWidth * c * numberBytes;
        // biome-ignore format: one line of the images, one of the filter, one of the result
        calls.convolve(
          x, images, step, 0, width, k,
          panels, 1, filterHeight, filterWidth, c, 1, 1,
          dx, inHeight, inWidth, scratch,
        );
      });
    });
  });
  return result;
}
