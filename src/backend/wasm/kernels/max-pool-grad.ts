/**
 * The gradient of max pooling: each output's gradient goes to the first largest pixel of its window.
 *
 * tfjs-backend-wasm's kernel looks for the largest starting from the smallest *positive* number, so that a window of negative
 * values (after ELU, tanh or batch normalisation) sends its gradient to the wrong pixel. This one is faster too; windows
 * side by side, the case of every course, go to the SIMD module.
 */
import { backend_util, type MaxPoolGradAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { addressOf, numberBytes } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import type { KernelCall, Shape4D } from '../compose.js';
import { maxPoolGradient, pool2D } from '../volume-pools.js';

/** `input` `[n, h, w, c]` and `dy` `[n, oh, ow, c]` → `[n, h, w, c]`. */
export function maxPoolGrad(call: KernelCall<'input' | 'dy', MaxPoolGradAttrs>): TensorInfo {
  const { filterSize, strides, pad, dimRoundingMode } = call.attrs;
  const info = backend_util.computePool2DInfo(call.inputs.input.shape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode);
  if (sideBySide(info)) return gradientSideBySide(call, info);
  const { input, dy } = call.inputs;
  return maxPoolGradient(call.backend, pool2D(input.shape, call.attrs), input, dy);
}

/** Windows that neither overlap nor leave gaps nor reach beyond the image. */
const sideBySide = ({ filterHeight, filterWidth, strideHeight, strideWidth, padInfo, ...info }: backend_util.Conv2DInfo): boolean =>
  filterHeight === strideHeight &&
  filterWidth === strideWidth &&
  [padInfo.top, padInfo.bottom, padInfo.left, padInfo.right].every((length) => length === 0) &&
  info.outHeight === Math.floor(info.inHeight / filterHeight) &&
  info.outWidth === Math.floor(info.inWidth / filterWidth);

function gradientSideBySide({ inputs, backend }: KernelCall<'input' | 'dy', MaxPoolGradAttrs>, info: backend_util.Conv2DInfo): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = info;
  const [x, dy] = [addressOf(backend, inputs.input), addressOf(backend, inputs.dy)];
  const result = backend.makeOutput(inputs.input.shape, 'float32');
  const dx = addressOf(backend, result);
  const pixels = inHeight * inWidth * inChannels;
  inParallel(backend, rangesOf(backend, batchSize, 8 * pixels), [], (calls, { first, count }) => {
    for (let n = first; n < first + count; n++) {
      const image = n * pixels * numberBytes;
      const pooled = n * outHeight * outWidth * inChannels * numberBytes;
      calls.poolGradient(x + image, inHeight, inWidth, inChannels, filterHeight, filterWidth, dy + pooled, dx + image);
    }
  });
  return result;
}
