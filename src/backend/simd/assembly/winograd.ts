/**
 * Convolutions by 3 × 3 filters with stride 1, and the gradients of their filters, at Winograd's points: at each of 36 points a product of
 * matrices, a quarter of the multiplications there would be. Channels c and filters k are multiples of eight.
 */
import { transpose } from './pack';
import { ADDRESS, COLUMNS, listRows, PANEL_ROW, RIM, ROWS, tile } from './tile';
import { NUMBER, VECTOR } from './vector';
import { gradientsToPoints, planeBytes, pointsToTiles, tilesAcross, tilesAtOnce, tilesToPoints, transformScratch } from './winograd-tiles';
import { HALFWAY, IN, POINTS, pointsToWeights, weightsToPoints } from './winograd-transforms';

const SIDE: usize = 3;

/** Bytes of filters at the points, and of the sums for their gradients. */
export function winogradFilterBytes(c: usize, k: usize): usize {
  return POINTS * c * k * NUMBER;
}

/** Scratch of `winogradFilter`: the turned filter, and a place to wait. */
export function winogradFilterScratch(c: usize, k: usize): usize {
  return HALFWAY + SIDE * SIDE * c * k * NUMBER;
}

/**
 * `filter` `[3, 3, c, k]` at the points in panels, `[36, k / 8, c, 8]`; with `turned` that of the input's gradient, which is turned by 180°
 * and has its channels exchanged: `[36, c / 8, k, 8]`.
 */
export function winogradFilter(filter: usize, c: usize, k: usize, turned: bool, points: usize, scratch: usize): void {
  const matrix = c * k * NUMBER;
  let from = filter;
  if (turned) {
    from = scratch + HALFWAY;
    for (let tap: usize = 0; tap < SIDE * SIDE; tap++) {
      transpose(filter + (SIDE * SIDE - 1 - tap) * matrix, k * NUMBER, c, k, from + tap * matrix, c * NUMBER);
    }
  }
  const inputs = turned ? k : c, outputs = turned ? c : k;
  for (let input: usize = 0; input < inputs; input++) {
    for (let output: usize = 0; output < outputs; output += 4) {
      const weights = from + (input * outputs + output) * NUMBER;
      const to = points + (output / COLUMNS * inputs + input) * PANEL_ROW + output % COLUMNS * NUMBER;
      for (let i: usize = 0; i < SIDE; i++) weightsToPoints(weights + i * matrix, SIDE * matrix, scratch + i * VECTOR, SIDE * VECTOR);
      for (let i: usize = 0; i < IN; i++) weightsToPoints(scratch + i * SIDE * VECTOR, VECTOR, to + i * IN * matrix, matrix);
    }
  }
}

/** Scratch of `winogradConvolve` and of `addWinogradFilterGradient`. */
export function winogradScratch(c: usize, k: usize): usize {
  const tiles = tilesAtOnce(c, k);
  return max(tiles, c + ROWS) * ADDRESS + VECTOR + RIM + transformScratch(max(c, k)) + POINTS * (planeBytes(tiles, c) + planeBytes(tiles, k));
}

/**
 * Images `x` `[images, height, width, c]`, of whose padding the first `top` rows and `left` columns count, with a filter at the points,
 * into `y` `[images, oh, ow, k]`.
 */
export function winogradConvolve(
  x: usize, images: usize, height: usize, width: usize, c: usize, top: i32, left: i32,
  filter: usize, k: usize, y: usize, oh: usize, ow: usize, scratch: usize,
): void {
  const down = tilesAcross(oh), across = tilesAcross(ow);
  const atOnce = tilesAtOnce(c, k);
  const plane = planeBytes(atOnce, c), outPlane = planeBytes(atOnce, k);
  const pixels = scratch, outputs = pixels + POINTS * plane;
  const rim = outputs + POINTS * outPlane, transforms = rim + RIM, list = transforms + transformScratch(max(c, k));
  const total = images * down * across;
  for (let first: usize = 0; first < total; first += atOnce) {
    const count = min(total - first, atOnce);
    tilesToPoints(x, height, width, c, top, left, down, across, first, count, pixels, plane, transforms);
    for (let point: usize = 0; point < POINTS; point++) {
      listRows(list, pixels + point * plane, c * NUMBER, count);
      let panel = filter + point * c * k * NUMBER;
      for (let column: usize = 0; column < k; column += COLUMNS, panel += c * PANEL_ROW) {
        const to = outputs + point * outPlane + column * NUMBER;
        for (let row: usize = 0; row < count; row += ROWS) {
          tile(list + row * ADDRESS, NUMBER, 0, panel, PANEL_ROW, 0, c, 1, to + row * k * NUMBER, k * NUMBER, false, count - row, COLUMNS, rim);
        }
      }
    }
    pointsToTiles(outputs, outPlane, first, count, down, across, y, oh, ow, k, transforms);
  }
}

/** Adds to `sums` `[36, c, k]` what images, placed as above, and the gradients `dy` `[images, oh, ow, k]` contribute. */
export function addWinogradFilterGradient(
  x: usize, images: usize, height: usize, width: usize, c: usize, top: i32, left: i32,
  dy: usize, oh: usize, ow: usize, k: usize, sums: usize, scratch: usize,
): void {
  const down = tilesAcross(oh), across = tilesAcross(ow);
  const atOnce = tilesAtOnce(c, k);
  const plane = planeBytes(atOnce, c), outPlane = planeBytes(atOnce, k);
  const pixels = scratch, gradients = pixels + POINTS * plane;
  const rim = gradients + POINTS * outPlane, transforms = rim + RIM, list = transforms + transformScratch(max(c, k));
  const total = images * down * across;
  for (let first: usize = 0; first < total; first += atOnce) {
    const count = min(total - first, atOnce);
    tilesToPoints(x, height, width, c, top, left, down, across, first, count, pixels, plane, transforms);
    gradientsToPoints(dy, oh, ow, k, down, across, first, count, atOnce, gradients, outPlane, transforms);
    for (let point: usize = 0; point < POINTS; point++) {
      listRows(list, pixels + point * plane, NUMBER, c);
      let panel = gradients + point * outPlane;
      for (let column: usize = 0; column < k; column += COLUMNS, panel += atOnce * PANEL_ROW) {
        const to = sums + (point * c * k + column) * NUMBER;
        for (let row: usize = 0; row < c; row += ROWS) {
          tile(list + row * ADDRESS, c * NUMBER, 0, panel, PANEL_ROW, 0, count, 1, to + row * k * NUMBER, k * NUMBER, true, c - row, COLUMNS, rim);
        }
      }
    }
  }
}

/** The filter's gradient `dw` `[3, 3, c, k]` from such sums; scratch of a `HALFWAY`, as `winogradFilter` has. */
export function winogradFilterGradient(sums: usize, c: usize, k: usize, dw: usize, scratch: usize): void {
  const matrix = c * k * NUMBER;
  for (let at: usize = 0; at < matrix; at += VECTOR) {
    for (let i: usize = 0; i < IN; i++) pointsToWeights(sums + at + i * matrix, IN * matrix, scratch + i * VECTOR, IN * VECTOR);
    for (let i: usize = 0; i < SIDE; i++) pointsToWeights(scratch + i * IN * VECTOR, VECTOR, dw + at + i * SIDE * matrix, matrix);
  }
}
