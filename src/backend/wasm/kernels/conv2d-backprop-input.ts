/**
 * The gradient of a convolution with respect to its input, as a convolution of the output's gradient with the filter turned by
 * 180° and its channels exchanged. tfjs-backend-wasm's own kernel is a plain loop, several times slower.
 */
import { backend_util, type Conv2DBackpropInputAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { compose, type KernelCall, type Shape4D } from '../compose.js';
import { spreadGradient } from '../turned-filter.js';

export function conv2DBackpropInput({ inputs, attrs, backend }: KernelCall<'dy' | 'filter', Conv2DBackpropInputAttrs>): TensorInfo {
  const { dy, filter } = inputs; // [n, oh, ow, k] and [fh, fw, c, k]
  const { strides, pad, dimRoundingMode, inputShape, dataFormat } = attrs;
  if (dataFormat !== 'NHWC') throw new Error(`Conv2DBackpropInput on WASM takes channels last, not ${dataFormat}.`);
  const info = backend_util.computeConv2DInfo(inputShape, filter.shape as Shape4D, strides, 1, pad, dimRoundingMode);
  return compose(backend, (scratch) => {
    const turned = scratch.transpose(scratch.run('Reverse', { x: filter }, { dims: [0, 1] }), [0, 1, 3, 2]); // [fh, fw, k, c]
    const gradient = spreadGradient(scratch, dy, info);
    return scratch.run('Conv2D', { x: gradient.x, filter: turned }, { strides: 1, dilations: 1, pad: gradient.pad, dataFormat: 'NHWC' }); // [n, h, w, c]
  });
}
