/**
 * The gradient of max pooling: each output's gradient goes to the first largest pixel of its window.
 *
 * tfjs-backend-wasm's kernel looks for the largest starting from the smallest *positive* number, so that a window of negative
 * values (after ELU, tanh or batch normalisation) sends its gradient to the wrong pixel. This one is faster too.
 */
import { backend_util, type MaxPoolGradAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { RowMaxima } from '../../pool/row-maxima.js';
import { type KernelCall, numbersOf, type Shape4D } from '../compose.js';

export function maxPoolGrad({ inputs, attrs, backend }: KernelCall<'input' | 'dy', MaxPoolGradAttrs>): TensorInfo {
  const { input, dy } = inputs; // [n, h, w, c] and [n, oh, ow, c]
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const info = backend_util.computePool2DInfo(input.shape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, strideHeight, filterHeight, padInfo } = info;
  const result = backend.makeOutput(input.shape, 'float32');
  const x = numbersOf(backend, input);
  const gradient = numbersOf(backend, dy);
  const dx = numbersOf(backend, result).fill(0);
  const maxima = new RowMaxima(info);
  const rowLength = inWidth * inChannels;

  let output = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const first = Math.max(outRow * strideHeight - padInfo.top, 0);
      const end = Math.min(outRow * strideHeight - padInfo.top + filterHeight, inHeight);
      maxima.begin((n * inHeight + first) * rowLength);
      for (let row = first; row < end; row++) maxima.scan(x, (n * inHeight + row) * rowLength);
      for (let i = 0; i < maxima.at.length; i++) {
        const at = maxima.at[i] as number;
        dx[at] = (dx[at] as number) + (gradient[output++] as number);
      }
    }
  }
  return result;
}
