/**
 * The gradient of max pooling: each output's gradient goes to the first largest pixel of its window.
 *
 * tfjs-backend-wasm's kernel looks for the largest starting from the smallest *positive* number, so that a window of negative
 * values (after ELU, tanh or batch normalisation) sends its gradient to the wrong pixel. This one reads the WASM memory in place
 * and is faster too.
 */
import { backend_util, type MaxPoolGradAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelCall, numbersOf, type Shape4D } from '../compose.js';

export function maxPoolGrad({ inputs, attrs, backend }: KernelCall<'input' | 'dy', MaxPoolGradAttrs>): TensorInfo {
  const { input, dy } = inputs; // [n, h, w, c] and [n, oh, ow, c]
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const info = backend_util.computePool2DInfo(input.shape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth, filterHeight, filterWidth } = info;
  const { top, left } = info.padInfo;
  const result = backend.makeOutput(input.shape, 'float32');
  const x = numbersOf(backend, input);
  const gradient = numbersOf(backend, dy);
  const dx = numbersOf(backend, result).fill(0);
  const rowLength = inWidth * inChannels;

  let read = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let row = 0; row < outHeight; row++) {
      const firstRow = Math.max(row * strideHeight - top, 0);
      const rows = Math.min(row * strideHeight - top + filterHeight, inHeight) - firstRow;
      for (let column = 0; column < outWidth; column++) {
        const firstColumn = Math.max(column * strideWidth - left, 0);
        const columns = Math.min(column * strideWidth - left + filterWidth, inWidth) - firstColumn;
        const corner = (n * inHeight + firstRow) * rowLength + firstColumn * inChannels;
        for (let channel = 0; channel < inChannels; channel++) {
          let largest = corner + channel;
          let value = x[largest] as number;
          for (let i = 0; i < rows; i++) {
            let at = corner + channel + i * rowLength;
            for (let j = 0; j < columns; j++) {
              const here = x[at] as number;
              if (here > value) {
                value = here;
                largest = at;
              }
              at += inChannels;
            }
          }
          dx[largest] = (dx[largest] as number) + (gradient[read++] as number);
        }
      }
    }
  }
  return result;
}
