/** The gradient of a convolution with respect to its filter, which tfjs-backend-wasm lacks: by the SIMD module, an image at a time. */
import { backend_util, type Conv2DBackpropFilterAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, withScratch } from '../../simd/memory.js';
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
  numbersOf(backend, result).fill(0);
  if (pixels === 0) return result;
  const [images, gradients, dw] = [x, dy, result].map((tensor) => addressOf(backend, tensor)) as [number, number, number];
  const bytes = simd.filterGradientScratch(filterHeight * filterWidth * c, pixels, k);
  withScratch(backend, [placementBytes(placement), bytes], (placed, scratch) => {
    for (let n = 0; n < info.batchSize; n++) {
      const image = place(backend, images + n * inHeight * inWidth * c * numberBytes, placement, placed);
      const gradient = gradients + n * pixels * k * numberBytes;
      const { strideHeight, strideWidth } = info;
      // biome-ignore format: one line of the image, one of the gradient, one of the result
      simd.addFilterGradient(
        image.x, image.width, c,
        gradient, outHeight, outWidth, k, strideHeight, strideWidth,
        dw, filterHeight, filterWidth, scratch,
      );
    }
  });
  return result;
}
