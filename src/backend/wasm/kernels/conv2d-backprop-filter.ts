/**
 * The gradient of a convolution with respect to its filter, which tfjs-backend-wasm lacks.
 *
 * dW[i, j, c, k] = Σ over n, y, x of X[n, y·s + i, x·s + j, c] · dY[n, y, x, k] is itself one convolution: of the image with its
 * channels as batch and its batch as channels, by the output's gradient as a filter whose taps lie a stride apart.
 */
import { backend_util, type Conv2DBackpropFilterAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { compose, type KernelCall, type Shape4D } from '../compose.js';

export function conv2DBackpropFilter({ inputs, attrs, backend }: KernelCall<'x' | 'dy', Conv2DBackpropFilterAttrs>): TensorInfo {
  const { x, dy } = inputs; // [n, h, w, c] and [n, oh, ow, k]
  const { strides, pad, dimRoundingMode, filterShape, dataFormat } = attrs;
  if (dataFormat !== 'NHWC') throw new Error(`Conv2DBackpropFilter on WASM takes channels last, not ${dataFormat}.`);
  const info = backend_util.computeConv2DInfo(x.shape as Shape4D, filterShape, strides, 1, pad, dimRoundingMode);
  const { top, bottom, left, right } = info.padInfo;
  return compose(backend, (scratch) => {
    const image = scratch.transpose(x, [3, 1, 2, 0]); // [c, h, w, n]
    const taps = scratch.transpose(dy, [1, 2, 0, 3]); // [oh, ow, n, k]
    const correlation = scratch.run(
      'Conv2D',
      { x: image, filter: taps },
      {
        strides: 1,
        dilations: [info.strideHeight, info.strideWidth],
        // biome-ignore format: four axes, one line
        pad: [[0, 0], [top, bottom], [left, right], [0, 0]],
        dataFormat: 'NHWC',
      },
    );
    // [c, fh or more, fw or more, k]: more where the last rows of the image, fewer than a stride, were never reached.
    const size = [info.inChannels, info.filterHeight, info.filterWidth, info.outChannels];
    const exact = correlation.shape.every((length, axis) => length === size[axis]);
    const cut = exact ? correlation : scratch.run('Slice', { x: correlation }, { begin: [0, 0, 0, 0], size });
    return scratch.transpose(cut, [1, 2, 0, 3]); // [fh, fw, c, k]
  });
}
