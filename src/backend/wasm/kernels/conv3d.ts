/**
 * Convolution in three dimensions and its two gradients, each as one convolution in two. In tfjs-backend-wasm the filter's
 * gradient is wrong for strides above 1, and all three are plain loops.
 */
import type { Conv3DAttrs, Conv3DBackpropFilterV2Attrs, Conv3DBackpropInputV2Attrs, TensorInfo } from '@tensorflow/tfjs-core';
import { compose, type KernelCall } from '../compose.js';
import { conv3DInfo, flatFilter, planeAttrs, planesUnderFilter, sumOverPlanes } from '../depth-taps.js';

/** Output `[n, od, oh, ow, k]`. */
export function conv3D({ inputs, attrs, backend }: KernelCall<'x' | 'filter', Conv3DAttrs>): TensorInfo {
  const { x, filter } = inputs; // [n, d, h, w, c] and [fd, fh, fw, c, k]
  if ([attrs.dilations].flat().some((dilation) => dilation !== 1)) throw new Error('Conv3D on WASM takes no dilations.');
  const info = conv3DInfo(x.shape, filter.shape, attrs.strides, attrs.pad);
  return compose(backend, (scratch) => {
    const planes = planesUnderFilter(scratch, x, info);
    const output = scratch.run('Conv2D', { x: planes, filter: flatFilter(scratch, filter, info) }, planeAttrs(info));
    return scratch.reshape(output, info.outShape);
  });
}

/** dW `[fd, fh, fw, c, k]`. */
export function conv3DBackpropFilter({ inputs, attrs, backend }: KernelCall<'x' | 'dy', Conv3DBackpropFilterV2Attrs>): TensorInfo {
  const { x, dy } = inputs; // [n, d, h, w, c] and [n, od, oh, ow, k]
  const info = conv3DInfo(x.shape, attrs.filterShape, attrs.strides, attrs.pad);
  const { batchSize, outDepth, outHeight, outWidth, outChannels, filterDepth, filterHeight, filterWidth, inChannels } = info;
  return compose(backend, (scratch) => {
    const planes = planesUnderFilter(scratch, x, info);
    const gradient = scratch.reshape(dy, [batchSize * outDepth, outHeight, outWidth, outChannels]);
    const filterShape = [filterHeight, filterWidth, filterDepth * inChannels, outChannels];
    const flat = scratch.run('Conv2DBackpropFilter', { x: planes, dy: gradient }, { ...planeAttrs(info), filterShape });
    const apart = scratch.reshape(flat, [filterHeight, filterWidth, filterDepth, inChannels, outChannels]);
    return scratch.transpose(apart, [2, 0, 1, 3, 4]);
  });
}

/** dX `[n, d, h, w, c]`. */
export function conv3DBackpropInput({ inputs, attrs, backend }: KernelCall<'dy' | 'filter', Conv3DBackpropInputV2Attrs>): TensorInfo {
  const { dy, filter } = inputs; // [n, od, oh, ow, k] and [fd, fh, fw, c, k]
  const info = conv3DInfo(attrs.inputShape, filter.shape, attrs.strides, attrs.pad);
  const { batchSize, outDepth, outHeight, outWidth, outChannels, inHeight, inWidth, filterDepth, inChannels } = info;
  return compose(backend, (scratch) => {
    const gradient = scratch.reshape(dy, [batchSize * outDepth, outHeight, outWidth, outChannels]);
    const inputShape = [batchSize * outDepth, inHeight, inWidth, filterDepth * inChannels];
    const operands = { dy: gradient, filter: flatFilter(scratch, filter, info) };
    const planes = scratch.run('Conv2DBackpropInput', operands, { ...planeAttrs(info), inputShape });
    return sumOverPlanes(scratch, planes, info);
  });
}
