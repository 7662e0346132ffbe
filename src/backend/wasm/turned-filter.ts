/**
 * What the gradients of convolutions with respect to their inputs share: the output's gradient, spread and padded so that a
 * plain convolution with the filter turned by 180° meets every input pixel once.
 */
import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import { numbersOf, type Scratch } from './compose.js';

type ConvInfo = backend_util.Conv2DInfo;
type Margins = [before: number, after: number];

/** The operands of that convolution: stride 1, `x` `[n, …, …, k]`, explicit padding. */
export function spreadGradient(scratch: Scratch, dy: TensorInfo, info: ConvInfo): { x: TensorInfo; pad: Margins[] } {
  const rows = margins(info.inHeight, info.outHeight * info.strideHeight, info.filterHeight, info.padInfo.top);
  const columns = margins(info.inWidth, info.outWidth * info.strideWidth, info.filterWidth, info.padInfo.left);
  const x = cropped(scratch, spread(scratch, dy, info.strideHeight, info.strideWidth), rows, columns);
  const atLeastZero = ([before, after]: Margins): Margins => [Math.max(before, 0), Math.max(after, 0)];
  return { x, pad: [[0, 0], atLeastZero(rows), atLeastZero(columns), [0, 0]] };
}

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

/** What pads an axis of the spread gradient or, negative, crops it. */
function margins(size: number, spreadSize: number, filter: number, padBefore: number): Margins {
  const before = filter - 1 - padBefore;
  return [before, size + filter - 1 - spreadSize - before];
}

/** `x` without what negative margins take away. */
function cropped(scratch: Scratch, x: TensorInfo, rows: Margins, columns: Margins): TensorInfo {
  const cut = (which: 0 | 1) => [0, Math.max(-rows[which], 0), Math.max(-columns[which], 0), 0];
  const begin = cut(0);
  const end = cut(1);
  if ([...begin, ...end].every((length) => length === 0)) return x;
  const size = x.shape.map((length, axis) => length - (begin[axis] ?? 0) - (end[axis] ?? 0));
  return scratch.run('Slice', { x }, { begin, size });
}
