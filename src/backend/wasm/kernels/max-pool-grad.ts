/**
 * The gradient of max pooling: each output's gradient goes to the first largest pixel of its window.
 *
 * tfjs-backend-wasm's kernel looks for the largest starting from the smallest *positive* number, so that a window of negative
 * values (after ELU, tanh or batch normalisation) sends its gradient to the wrong pixel. This one is faster too; and where windows lie
 * side by side, the case of every course, it waits for who can use it as it is.
 */
import { backend_util, type MaxPoolGradAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall, Shape4D } from '../compose.js';
import { maxPoolGradient, pool2D } from '../volume-pools.js';
import { canWait } from '../waiting.js';
import { poolGradientThatWaits, type Windows } from '../waiting-pool-gradients.js';

/** `input` `[n, h, w, c]`, `output` and `dy` `[n, oh, ow, c]` → `[n, h, w, c]`. */
export function maxPoolGrad({ inputs, attrs, backend }: KernelCall<'input' | 'output' | 'dy', MaxPoolGradAttrs>): TensorInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const { input, output, dy } = inputs;
  const info = backend_util.computePool2DInfo(input.shape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode);
  if (!sideBySide(info) || !canWait(backend)) return maxPoolGradient(backend, pool2D(input.shape, attrs), input, dy);
  return poolGradientThatWaits(backend, input.shape, { input, pooled: output, dy }, windowsOf(info));
}

/** Windows that neither overlap nor leave gaps nor reach beyond the image. */
const sideBySide = ({ filterHeight, filterWidth, strideHeight, strideWidth, padInfo, ...info }: backend_util.Conv2DInfo): boolean =>
  filterHeight === strideHeight &&
  filterWidth === strideWidth &&
  [padInfo.top, padInfo.bottom, padInfo.left, padInfo.right].every((length) => length === 0) &&
  info.outHeight === Math.floor(info.inHeight / filterHeight) &&
  info.outWidth === Math.floor(info.inWidth / filterWidth);

const windowsOf = ({ batchSize, inHeight, inWidth, inChannels, filterHeight, filterWidth }: backend_util.Conv2DInfo): Windows => ({
  images: batchSize,
  height: inHeight,
  width: inWidth,
  channels: inChannels,
  rows: filterHeight,
  columns: filterWidth,
});
