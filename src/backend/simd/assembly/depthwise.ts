/**
 * Depthwise convolution of one image and its two gradients, a row at a time, by lists of the rows under the taps of the filter: taps
 * above or below the image are not in the list. Images come from `splitImage`, `columns` = c · multiplier numbers a pixel.
 */
import { addRowProducts, PAIR, repeats, sumShiftedRows } from './shifted-rows';
import { mergeRow } from './split-image';
import { NUMBER } from './vector';

/** Lists, for one output row, what each tap sees of `x` `[height, strideX, phaseWidth, columns]`, beside its place in `weights`; returns how many. */
function listTaps(
  list: usize, x: usize, height: isize, phaseWidth: usize, columns: usize, weights: usize,
  fh: usize, fw: usize, firstRow: isize, strideX: usize, dilationY: usize, dilationX: usize,
): usize {
  const pixel = columns * NUMBER;
  const weightRow = pixel * repeats(columns);
  let count: usize = 0;
  for (let i: usize = 0; i < fh; i++) {
    const row = firstRow + <isize>(i * dilationY);
    if (row < 0 || row >= height) continue;
    for (let j: usize = 0; j < fw; j++, count++) {
      const column = j * dilationX;
      const place = (<usize>row * strideX + column % strideX) * phaseWidth + column / strideX;
      store<usize>(list + count * PAIR, x + place * pixel);
      store<usize>(list + count * PAIR, weights + (i * fw + j) * weightRow, 4);
    }
  }
  return count;
}

/** `y` `[oh, ow, columns]` from `x` `[height, strideX, phaseWidth, columns]` and `weights` `[fh, fw, repeats · columns]`. */
export function depthwise(
  x: usize, height: isize, phaseWidth: usize, columns: usize, weights: usize, fh: usize, fw: usize,
  top: isize, strideY: usize, strideX: usize, dilationY: usize, dilationX: usize, y: usize, oh: usize, ow: usize, list: usize,
): void {
  const period = columns * repeats(columns);
  for (let row: usize = 0; row < oh; row++) {
    const first = <isize>(row * strideY) - top;
    const count = listTaps(list, x, height, phaseWidth, columns, weights, fh, fw, first, strideX, dilationY, dilationX);
    sumShiftedRows(list, count, period, ow * columns, y + row * ow * columns * NUMBER);
  }
}

/** Adds to `sums` `[fh, fw, repeats · columns]` what `x`, as above, and `dy` `[oh, ow, columns]` contribute. */
export function addDepthwiseFilterGradient(
  x: usize, height: isize, phaseWidth: usize, columns: usize, sums: usize, fh: usize, fw: usize,
  top: isize, strideY: usize, strideX: usize, dy: usize, oh: usize, ow: usize, list: usize,
): void {
  const period = columns * repeats(columns);
  for (let row: usize = 0; row < oh; row++) {
    const first = <isize>(row * strideY) - top;
    const count = listTaps(list, x, height, phaseWidth, columns, sums, fh, fw, first, strideX, 1, 1);
    addRowProducts(list, count, period, ow * columns, dy + row * ow * columns * NUMBER);
  }
}

/**
 * `dx` `[height, width, columns / multiplier]` from `dy` `[oh, dyWidth, columns]`, in which the gradients stand between
 * (fw − 1) / strideX columns of zeros on the left and as many as are read on the right. `merged` is room for a row of dx, split.
 */
export function depthwiseInputGradient(
  dy: usize, oh: usize, dyWidth: usize, columns: usize, multiplier: usize, weights: usize, fh: usize, fw: usize,
  top: usize, left: usize, strideY: usize, strideX: usize, dx: usize, height: usize, width: usize, list: usize, merged: usize,
): void {
  const pixel = columns * NUMBER;
  const period = columns * repeats(columns);
  const margin = (fw - 1) / strideX;
  const direct = strideX == 1 && multiplier == 1;
  const phaseWidth = (width - 1 + left) / strideX + 1;
  const firstPlace: usize = direct ? left : 0;
  for (let row: usize = 0; row < height; row++, dx += width * pixel / multiplier) {
    for (let phase: usize = 0; phase < strideX; phase++) {
      let count: usize = 0;
      for (let i = (row + top) % strideY; i < fh && i <= row + top; i += strideY) {
        const outRow = (row + top - i) / strideY;
        if (outRow >= oh) continue;
        for (let j = phase; j < fw; j += strideX, count++) {
          const place = outRow * dyWidth + firstPlace + margin - (j - phase) / strideX;
          store<usize>(list + count * PAIR, dy + place * pixel);
          store<usize>(list + count * PAIR, weights + (i * fw + j) * period * NUMBER, 4);
        }
      }
      if (direct) sumShiftedRows(list, count, period, width * columns, dx);
      else sumShiftedRows(list, count, period, phaseWidth * columns, merged + phase * phaseWidth * pixel);
    }
    if (!direct) mergeRow(merged, strideX, phaseWidth, columns / multiplier, multiplier, dx, width, left);
  }
}

/** Bytes of a list of that many taps. */
export function depthwiseListBytes(taps: usize): usize {
  return taps * PAIR;
}

/** Numbers of a filter `[taps, columns]` whose rows fill whole vectors. */
export function repeatedSize(taps: usize, columns: usize): usize {
  return taps * columns * repeats(columns);
}

/** The sums `[taps, repeats, columns]` of a filter's gradient as `dw` `[taps, columns]`. */
export function foldSums(sums: usize, taps: usize, columns: usize, dw: usize): void {
  const row = columns * NUMBER;
  for (let tap: usize = 0; tap < taps; tap++, sums += repeats(columns) * row, dw += row) {
    for (let at: usize = 0; at < row; at += NUMBER) {
      let sum: f32 = 0;
      for (let i: usize = 0; i < repeats(columns); i++) sum += load<f32>(sums + i * row + at);
      store<f32>(dw + at, sum);
    }
  }
}
