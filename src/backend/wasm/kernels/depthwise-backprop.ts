/**
 * The two gradients of a depthwise convolution (a part of SeparableConv2D), both missing in tfjs-backend-wasm. Input channel c
 * makes the output channels c·m … c·m + m − 1, where m is the depth multiplier.
 */
import {
  backend_util,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { compose, type KernelCall, numbersOf, type Shape4D } from '../compose.js';
import { spreadGradient } from '../turned-filter.js';

/** dX: the output's gradient under the turned filter, channel by channel, then summed over the multiplier. */
export function depthwiseBackpropInput({
  inputs,
  attrs,
  backend,
}: KernelCall<'dy' | 'filter', DepthwiseConv2dNativeBackpropInputAttrs>): TensorInfo {
  const { dy, filter } = inputs; // [n, oh, ow, c·m] and [fh, fw, c, m]
  const { strides, dilations, pad, dimRoundingMode, inputShape } = attrs;
  const info = backend_util.computeConv2DInfo(inputShape, filter.shape as Shape4D, strides, dilations, pad, dimRoundingMode, true);
  const { filterHeight, filterWidth, inChannels, outChannels } = info;
  return compose(backend, (scratch) => {
    const turned = scratch.run('Reverse', { x: filter }, { dims: [0, 1] });
    const gradient = spreadGradient(scratch, dy, info);
    const each = scratch.run(
      'DepthwiseConv2dNative',
      { x: gradient.x, filter: scratch.reshape(turned, [filterHeight, filterWidth, outChannels, 1]) },
      { strides: 1, dilations: 1, pad: gradient.pad },
    ); // [n, h, w, c·m]
    if (inChannels === outChannels) return each;
    const apart = scratch.reshape(each, [...inputShape, outChannels / inChannels]); // [n, h, w, c, m]
    return scratch.run('Sum', { x: apart }, { axis: 4, keepDims: false });
  });
}

/** dW[i, j, c, q] = Σ over n, y, x of X[n, y·s + i, x·s + j, c] · dY[n, y, x, c·m + q], summed in float64. */
export function depthwiseBackpropFilter({
  inputs,
  attrs,
  backend,
}: KernelCall<'x' | 'dy', DepthwiseConv2dNativeBackpropFilterAttrs>): TensorInfo {
  const { strides, dilations, pad, dimRoundingMode, filterShape } = attrs;
  const info = backend_util.computeConv2DInfo(inputs.x.shape as Shape4D, filterShape, strides, dilations, pad, dimRoundingMode, true);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth, padInfo } = info;
  const multiplier = outChannels / inChannels;
  const result = backend.makeOutput(filterShape, 'float32');
  const x = numbersOf(backend, inputs.x);
  const dy = numbersOf(backend, inputs.dy);
  const sums = new Float64Array(filterHeight * filterWidth * outChannels);
  for (let n = 0; n < batchSize; n++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let i = 0; i < filterHeight; i++) {
        const row = outRow * info.strideHeight + i - padInfo.top;
        if (row < 0 || row >= inHeight) continue;
        for (let j = 0; j < filterWidth; j++) {
          const tap = (i * filterWidth + j) * outChannels;
          for (let outColumn = 0; outColumn < outWidth; outColumn++) {
            const column = outColumn * info.strideWidth + j - padInfo.left;
            if (column < 0 || column >= inWidth) continue;
            const pixel = ((n * inHeight + row) * inWidth + column) * inChannels;
            const output = ((n * outHeight + outRow) * outWidth + outColumn) * outChannels;
            for (let channel = 0; channel < inChannels; channel++) {
              const value = x[pixel + channel] as number;
              for (let k = channel * multiplier; k < (channel + 1) * multiplier; k++) {
                sums[tap + k] = (sums[tap + k] as number) + value * (dy[output + k] as number);
              }
            }
          }
        }
      }
    }
  }
  numbersOf(backend, result).set(sums);
  return result;
}
