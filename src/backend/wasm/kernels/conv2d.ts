/** Convolution, by the SIMD module: patches are read from the image itself, so that no batch of patches is ever held. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, Conv2DAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, withScratch } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import { type KernelCall, leaveToOriginal } from '../compose.js';
import { convolutionInfo } from '../conv-info.js';
import { eachPlaced, paddedInput, placementBytes } from '../conv-images.js';
import { suitsWinograd, winogradConvolution } from '../winograd.js';

/** `x` `[n, h, w, c]` by `filter` `[fh, fw, c, k]` → `[n, oh, ow, k]`. */
export function conv2D(call: KernelCall<'x' | 'filter', Conv2DAttrs>): TensorInfo {
  const { inputs, attrs, backend } = call;
  const { x, filter } = inputs;
  const info = convolutionInfo('Conv2D', x.shape, filter.shape, attrs, attrs.dilations);
  if (info.dilationHeight !== 1 || info.dilationWidth !== 1) return leaveToOriginal('Conv2D', call);
  const [from, weights] = [addressOf(backend, x), addressOf(backend, filter)];
  const result = backend.makeOutput(info.outShape, 'float32');
  const convolve = suitsWinograd(info) ? winogradConvolution : patchConvolution;
  convolve(backend, info, from, weights, addressOf(backend, result));
  return result;
}

/** `from` by `weights` into `to`, all addresses. */
function patchConvolution(backend: BackendWasm, info: backend_util.Conv2DInfo, from: number, weights: number, to: number): void {
  const { inChannels: c, outHeight, outWidth, outChannels: k, filterHeight, filterWidth } = info;
  const taps = filterHeight * filterWidth;
  const placement = paddedInput(info);
  const simd = simdOf(backend);
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
}
