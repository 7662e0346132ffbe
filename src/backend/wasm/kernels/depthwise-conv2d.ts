/**
 * Depthwise convolution, which tfjs-backend-wasm gets wrong in two ways. With padding "same" and a filter smaller than the stride the
 * answer is zero (69×69, filter 2, stride 3); the same padding written out in numbers is right. And XNNPACK packs a filter once for
 * each tensor and keeps that, so weights updated in place would never be seen: it is given a copy, whose packing goes with it.
 */
import { backend_util, type DepthwiseConv2dNativeAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { compose, type KernelCall, numbersOf, type Shape4D } from '../compose.js';

export function depthwiseConv2D(call: KernelCall<'x' | 'filter', DepthwiseConv2dNativeAttrs>): TensorInfo {
  const { inputs, attrs, backend, original } = call;
  const { x, filter } = inputs; // [n, h, w, c] and [fh, fw, c, multiplier]
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  const { padInfo } = backend_util.computeConv2DInfo(
    x.shape as Shape4D,
    filter.shape as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    true,
  );
  const { top, bottom, left, right } = padInfo;
  const written = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return compose(backend, (scratch) => {
    const fresh = scratch.make(filter.shape);
    numbersOf(backend, fresh).set(numbersOf(backend, filter));
    return scratch.run('DepthwiseConv2dNative', { x, filter: fresh }, pad === 'same' ? { ...attrs, pad: written } : attrs, original);
  });
}
