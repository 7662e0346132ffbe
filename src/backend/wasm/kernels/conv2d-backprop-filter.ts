/** The gradient of a convolution with respect to its filter, which tfjs-backend-wasm lacks: by the SIMD module, an image at a time. */
import { backend_util, type Conv2DBackpropFilterAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, sizeOf, withScratch } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import { type KernelCall, numbersOf, type Shape4D } from '../compose.js';
import { paddedInput, place, placementBytes } from '../conv-images.js';

/** dW[i, j, c, k] = Σ over n, y, x of X[n, y·s + i, x·s + j, c] · dY[n, y, x, k]. */
export function conv2DBackpropFilter({ inputs, attrs, backend }: KernelCall<'x' | 'dy', Conv2DBackpropFilterAttrs>): TensorInfo {
  const { x, dy } = inputs; // [n, h, w, c] and [n, oh, ow, k]
  const { strides, pad, dimRoundingMode, filterShape, dataFormat } = attrs;
  if (dataFormat !== 'NHWC') throw new Error(`Conv2DBackpropFilter on WASM takes channels last, not ${dataFormat}.`);
  const info = backend_util.computeConv2DInfo(x.shape as Shape4D, filterShape, strides, 1, pad, dimRoundingMode);
  const { inHeight, inWidth, inChannels: c, outHeight, outWidth, outChannels: k, filterHeight, filterWidth } = info;
  const pixels = outHeight * outWidth;
  const placement = paddedInput(info);
  const simd = simdOf(backend);
  const result = backend.makeOutput(filterShape, 'float32');
  if (pixels === 0) {
    numbersOf(backend, result).fill(0);
    return result;
  }
  const [images, gradients, dw] = [x, dy, result].map((tensor) => addressOf(backend, tensor)) as [number, number, number];
  const bytes = simd.filterGradientScratch(filterHeight * filterWidth * c, pixels, k);
  const size = sizeOf(filterShape);
  const batch = rangesOf(backend, info.batchSize, pixels * size);
  withScratch(backend, [batch.length * size * numberBytes], (sums = 0) => {
    new Uint8Array(backend.wasm.HEAPU8.buffer, sums, batch.length * size * numberBytes).fill(0);
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
  return result;
}
