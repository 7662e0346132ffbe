/**
 * The gradient of a convolution with respect to its input, as a convolution of the output's gradient with the filter turned by
 * 180° and its channels exchanged. tfjs-backend-wasm's own kernel is a plain loop, several times slower.
 */
import { backend_util, type Conv2DBackpropInputAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { compose, type KernelCall, numbersOf, type Scratch, type Shape4D } from '../compose.js';

/** `dy` with `strideY − 1` rows and `strideX − 1` columns of zeros after each pixel: `[n, oh·strideY, ow·strideX, k]`. */
function spread(scratch: Scratch, dy: TensorInfo, strideY: number, strideX: number): TensorInfo {
  if (strideY === 1 && strideX === 1) return dy;
  const [n = 0, height = 0, width = 0, channels = 0] = dy.shape;
  const result = scratch.make([n, height * strideY, width * strideX, channels]);
  const from = numbersOf(scratch.backend, dy);
  const to = numbersOf(scratch.backend, result).fill(0);
  let read = 0;
  for (let row = 0; row < n * height; row++) {
    let write = row * strideY * width * strideX * channels;
    for (let column = 0; column < width; column++) {
      for (let channel = 0; channel < channels; channel++) to[write + channel] = from[read + channel] as number;
      read += channels;
      write += strideX * channels;
    }
  }
  return result;
}

/** What pads (or, negative, crops) an axis so that the turned filter meets every input pixel once. */
function margins(size: number, spreadSize: number, filter: number, padBefore: number): [number, number] {
  const before = filter - 1 - padBefore;
  return [before, size + filter - 1 - spreadSize - before];
}

export function conv2DBackpropInput({
  inputs,
  attrs,
  backend,
}: KernelCall<'dy' | 'filter', Conv2DBackpropInputAttrs>): TensorInfo {
  const { dy, filter } = inputs; // [n, oh, ow, k] and [fh, fw, c, k]
  const { strides, pad, dimRoundingMode, inputShape, dataFormat } = attrs;
  if (dataFormat !== 'NHWC') throw new Error(`Conv2DBackpropInput on WASM takes channels last, not ${dataFormat}.`);
  const info = backend_util.computeConv2DInfo(inputShape, filter.shape as Shape4D, strides, 1, pad, dimRoundingMode);
  const { filterHeight, filterWidth, strideHeight, strideWidth, inHeight, inWidth, outHeight, outWidth } = info;
  const rows = margins(inHeight, outHeight * strideHeight, filterHeight, info.padInfo.top);
  const columns = margins(inWidth, outWidth * strideWidth, filterWidth, info.padInfo.left);
  return compose(backend, (scratch) => {
    const turned = scratch.transpose(scratch.run('Reverse', { x: filter }, { dims: [0, 1] }), [0, 1, 3, 2]); // [fh, fw, k, c]
    const x = cropped(scratch, spread(scratch, dy, strideHeight, strideWidth), rows, columns);
    const padding = [[0, 0], rows.map((margin) => Math.max(margin, 0)), columns.map((margin) => Math.max(margin, 0)), [0, 0]];
    return scratch.run('Conv2D', { x, filter: turned }, { strides: 1, dilations: 1, pad: padding, dataFormat: 'NHWC' }); // [n, h, w, c]
  });
}

/** `x` without what negative margins take away. */
function cropped(scratch: Scratch, x: TensorInfo, rows: [number, number], columns: [number, number]): TensorInfo {
  const cut = (margin: number) => Math.max(-margin, 0);
  const begin = [0, cut(rows[0]), cut(columns[0]), 0];
  const end = [0, cut(rows[1]), cut(columns[1]), 0];
  if ([...begin, ...end].every((length) => length === 0)) return x;
  const size = x.shape.map((length, axis) => length - (begin[axis] ?? 0) - (end[axis] ?? 0));
  return scratch.run('Slice', { x }, { begin, size });
}
