/** The gradient of a convolution with respect to its filter, which tfjs-backend-wasm lacks: by the SIMD module. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, Conv2DBackpropFilterAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, sizeOf, withScratch } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import type { KernelCall } from '../compose.js';
import { paddedInput, place, placementBytes } from '../conv-images.js';
import { infoForGradient } from '../conv-info.js';
import { listedFilterGradient, listsForFilter, sparseGradient } from '../sparse-gradient.js';
import { suitsWinograd, winogradFilterGradient } from '../winograd.js';

/** dW[i, j, c, k] = Σ over n, y, x of X[n, y·s + i, x·s + j, c] · dY[n, y, x, k]. */
export function conv2DBackpropFilter({ inputs, attrs, backend }: KernelCall<'x' | 'dy', Conv2DBackpropFilterAttrs>): TensorInfo {
  const info = infoForGradient('Conv2DBackpropFilter', inputs.x.shape, attrs.filterShape, attrs, inputs.dy);
  const x = addressOf(backend, inputs.x); // [n, h, w, c]
  const from = sparseGradient(backend, inputs.dy, info); // [n, oh, ow, k]
  const lists = listsForFilter(info, from);
  const dy = lists ? 0 : addressOf(backend, inputs.dy);
  const result = backend.makeOutput(attrs.filterShape, 'float32');
  const dw = addressOf(backend, result);
  if (lists) listedFilterGradient(backend, info, x, from, dw);
  else (suitsWinograd(info) ? winogradFilterGradient : byTaps)(backend, info, x, dy, dw);
  return result;
}

/** `images` and `gradients` to `dw`, all addresses, tap by tap. */
function byTaps(backend: BackendWasm, info: backend_util.Conv2DInfo, images: number, gradients: number, dw: number): void {
  const { inHeight, inWidth, inChannels: c, outHeight, outWidth, outChannels: k, filterHeight, filterWidth } = info;
  const pixels = outHeight * outWidth;
  const placement = paddedInput(info);
  const simd = simdOf(backend);
  const size = sizeOf(info.filterShape);
  if (pixels === 0) {
    simd.clear(dw, size * numberBytes);
    return;
  }
  const bytes = simd.filterGradientScratch(filterHeight * filterWidth * c, pixels, k);
  const batch = rangesOf(backend, info.batchSize, pixels * size);
  withScratch(backend, [batch.length * size * numberBytes], (sums = 0) => {
    simd.clear(sums, batch.length * size * numberBytes);
    inParallel(backend, batch, [placementBytes(placement), bytes], (calls, { index, first, count }, placed = 0, scratch = 0) => {
      for (let n = first; n < first + count; n++) {
        const image = place(calls, images + n * inHeight * inWidth * c * numberBytes, placement, placed);
        const gradient = gradients + n * pixels * k * numberBytes;
        const { strideHeight, strideWidth } = info;
        // biome-ignore format: one line of the image, one of the gradient, one of the result
        calls.addFilterGradient(
          image.x, image.width, c,
          gradient, outHeight, outWidth, k, strideHeight, strideWidth,
          sums + index * size * numberBytes, filterHeight, filterWidth, scratch,
        );
      }
    });
    simd.columnSums(sums, batch.length, size, dw);
  });
}
