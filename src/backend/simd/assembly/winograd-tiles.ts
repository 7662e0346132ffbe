/** Tiles of images to the points of Winograd's convolution and back, a block of tiles at a time: `[36, tiles, channels]`. */
import { COLUMNS, PANEL_ROW } from './tile';
import { NUMBER, VECTOR } from './vector';
import { HALFWAY, IN, OUT, outputsToPoints, pixelsToPoints, POINTS, pointsToOutputs } from './winograd-transforms';

/** Numbers of a block at one point, pixels' and outputs' together: 36 times as many stay in the second-level cache. */
const BLOCK: usize = 6144;

/** Tiles in a block: a multiple of 4 and 6, the rows of a product's tile. */
@inline
export function tilesAtOnce(c: usize, k: usize): usize {
  return max<usize>(1, BLOCK / (c + k) / 12) * 12;
}

/** Bytes from a point's numbers to the next point's. A line of the cache more, lest all points lie in the same sets of it. */
@inline
export function planeBytes(tiles: usize, channels: usize): usize {
  return tiles * channels * NUMBER + 64;
}

/** Bytes of scratch for transforms: a patch of `channels`, and what waits halfway. */
@inline
export function transformScratch(channels: usize): usize {
  return POINTS * channels * NUMBER + HALFWAY;
}

/** How many tiles, filled or not, cover `length`. */
@inline
export function tilesAcross(length: usize): usize {
  return (length + OUT - 1) / OUT;
}

/**
 * Where `side` by `side` pixels from row `top` and column `left` on can be read: in the image, or copied to `patch` with zeros for
 * what lies outside.
 */
@inline
function patchAt(image: usize, height: i32, width: i32, pixel: usize, top: i32, left: i32, side: i32, patch: usize): usize {
  if (top >= 0 && left >= 0 && top + side <= height && left + side <= width) return image + <usize>(top * width + left) * pixel;
  memory.fill(patch, 0, <usize>(side * side) * pixel);
  const first = max(0, -left);
  const count = min(side, width - left) - first;
  if (count <= 0) return patch;
  for (let row = max(0, -top); row < min(side, height - top); row++) {
    memory.copy(patch + <usize>(row * side + first) * pixel, image + <usize>((top + row) * width + left + first) * pixel, <usize>count * pixel);
  }
  return patch;
}

/** Images `x` `[…, height, width, c]`: the pixels that `count` tiles from number `first` on see, `[36, atOnce, c]`. */
export function tilesToPoints(
  x: usize, height: usize, width: usize, c: usize, top: i32, left: i32, down: usize, across: usize,
  first: usize, count: usize, points: usize, plane: usize, scratch: usize,
): void {
  const pixel = c * NUMBER;
  const halfway = scratch + POINTS * pixel;
  for (let tile: usize = 0; tile < count; tile++) {
    const number = first + tile;
    const row = number / across % down, column = number % across;
    const image = x + number / (across * down) * height * width * pixel;
    const patch = patchAt(image, <i32>height, <i32>width, pixel, <i32>(row * OUT) - top, <i32>(column * OUT) - left, <i32>IN, scratch);
    const rowStep = patch == scratch ? IN * pixel : width * pixel;
    for (let channel: usize = 0; channel < pixel; channel += VECTOR) {
      for (let i: usize = 0; i < IN; i++) pixelsToPoints(patch + i * pixel + channel, rowStep, halfway + i * VECTOR, IN * VECTOR);
      const to = points + tile * pixel + channel;
      for (let i: usize = 0; i < IN; i++) pixelsToPoints(halfway + i * IN * VECTOR, VECTOR, to + i * IN * plane, plane);
    }
  }
}

/** The other way, for outputs: `[36, atOnce, k]` to `y` `[…, oh, ow, k]`; what lies beyond the image is left out. */
export function pointsToTiles(
  points: usize, plane: usize, first: usize, count: usize, down: usize, across: usize, y: usize, oh: usize, ow: usize, k: usize, scratch: usize,
): void {
  const pixel = k * NUMBER;
  const whole = scratch + HALFWAY;
  for (let tile: usize = 0; tile < count; tile++) {
    const number = first + tile;
    const row = number / across % down * OUT, column = number % across * OUT;
    const to = y + ((number / (across * down) * oh + row) * ow + column) * pixel;
    const rows = min(oh - row, OUT), columns = min(ow - column, OUT);
    for (let channel: usize = 0; channel < pixel; channel += VECTOR) {
      const from = points + tile * pixel + channel;
      for (let i: usize = 0; i < IN; i++) pointsToOutputs(from + i * plane, IN * plane, scratch + i * VECTOR, IN * VECTOR);
      for (let i: usize = 0; i < rows; i++) {
        const line = to + i * ow * pixel + channel;
        if (columns == OUT) {
          pointsToOutputs(scratch + i * IN * VECTOR, VECTOR, line, pixel);
        } else {
          pointsToOutputs(scratch + i * IN * VECTOR, VECTOR, whole, VECTOR);
          for (let j: usize = 0; j < columns; j++) v128.store(line + j * pixel, v128.load(whole + j * VECTOR));
        }
      }
    }
  }
}

/** Gradients `dy` `[…, oh, ow, k]` of `count` tiles as panels of eight filters, `[36, k / 8, atOnce, 8]`. */
export function gradientsToPoints(
  dy: usize, oh: usize, ow: usize, k: usize, down: usize, across: usize,
  first: usize, count: usize, atOnce: usize, points: usize, plane: usize, scratch: usize,
): void {
  const pixel = k * NUMBER;
  const halfway = scratch + POINTS * pixel;
  for (let tile: usize = 0; tile < count; tile++) {
    const number = first + tile;
    const row = number / across % down, column = number % across;
    const image = dy + number / (across * down) * oh * ow * pixel;
    const patch = patchAt(image, <i32>oh, <i32>ow, pixel, <i32>(row * OUT), <i32>(column * OUT), <i32>OUT, scratch);
    const rowStep = patch == scratch ? OUT * pixel : ow * pixel;
    for (let filter: usize = 0; filter < k; filter += 4) {
      const from = patch + filter * NUMBER;
      const to = points + (filter / COLUMNS * atOnce + tile) * PANEL_ROW + filter % COLUMNS * NUMBER;
      for (let i: usize = 0; i < OUT; i++) outputsToPoints(from + i * pixel, rowStep, halfway + i * VECTOR, OUT * VECTOR);
      for (let i: usize = 0; i < IN; i++) outputsToPoints(halfway + i * OUT * VECTOR, VECTOR, to + i * IN * plane, plane);
    }
  }
}
