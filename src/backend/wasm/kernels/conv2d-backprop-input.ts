/**
 * The gradient of a convolution with respect to its input, as a convolution of the output's gradient with the filter turned by
 * 180° and its channels exchanged. tfjs-backend-wasm's own kernel is a plain loop, several times slower.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, Conv2DBackpropInputAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, withScratch } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import type { KernelCall } from '../compose.js';
import { eachPlaced, placementBytes, spreadOutputGradient } from '../conv-images.js';
import { infoForGradient } from '../conv-info.js';
import { listedInputGradient, listsForInput, sparseGradient } from '../sparse-gradient.js';
import { suitsWinograd, winogradInputGradient } from '../winograd.js';

/** `dy` `[n, oh, ow, k]` and `filter` `[fh, fw, c, k]` → `[n, h, w, c]`. */
export function conv2DBackpropInput({ inputs, attrs, backend }: KernelCall<'dy' | 'filter', Conv2DBackpropInputAttrs>): TensorInfo {
  const info = infoForGradient('Conv2DBackpropInput', attrs.inputShape, inputs.filter.shape, attrs, inputs.dy);
  const filter = addressOf(backend, inputs.filter);
  const from = suitsWinograd(info) ? null : sparseGradient(backend, inputs.dy, info);
  const lists = from && listsForInput(info, from) ? from : null;
  const dy = lists ? 0 : addressOf(backend, inputs.dy);
  const result = backend.makeOutput(attrs.inputShape, 'float32');
  const dx = addressOf(backend, result);
  if (lists) listedInputGradient(backend, info, lists, filter, dx);
  else (from ? ofTurnedFilter : winogradInputGradient)(backend, info, dy, filter, dx);
  return result;
}

/** `from` by the turned `weights` into `to`, all addresses. */
function ofTurnedFilter(backend: BackendWasm, info: backend_util.Conv2DInfo, from: number, weights: number, to: number): void {
  const { inHeight, inWidth, inChannels: c, outChannels: k, filterHeight, filterWidth } = info;
  const taps = filterHeight * filterWidth;
  const placement = spreadOutputGradient(info);
  const simd = simdOf(backend);
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
          dx, inHeight, inWidth, 0, 0, scratch,
        );
      });
    });
  });
}
