/**
 * What every product and convolution is made of: a tile of C = A · B, ROWS by COLUMNS, summed over k in registers.
 *
 * The size is measured (GFLOP/s in Chromium; XNNPACK in tfjs-backend-wasm: 29). V8 has 15 vector registers to give away:
 *
 * | rows × columns | plain SIMD | relaxed SIMD |
 * |---|---|---|
 * | 4 × 8 | 43 | 51 |
 * | 6 × 8 | 28, the sums spill | 54 |
 * | 4 × 16, 3 × 16, 8 × 8, 12 × 4 | 15 to 35 | 15 to 35 |
 *
 * Those are of an AMD EPYC, whose two multiply-adds of four numbers a cycle would give 55. A Xeon at 2.3 GHz reached 30 and 39.
 * With `--wasm-revectorize`, which Chromium 156 has switched off, V8 makes one instruction on eight numbers of each pair of vectors
 * that lie side by side, here and in `panel-tile.ts`: 75.
 */
import { tile4 } from './tile4';
import { tile6 } from './tile6';
import { NUMBER } from './vector';

export const ROWS: usize = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
export const COLUMNS: usize = 8;
/** Bytes of a row of packed B: COLUMNS numbers, of which a last panel uses only some. */
export const PANEL_ROW: usize = 32;
/** Bytes of an address in a list of rows. */
export const ADDRESS: usize = 4;
/** Bytes of scratch for a tile at the rim of C. */
export const RIM: usize = 6 * PANEL_ROW;

/**
 * One whole tile. `rows` lists the addresses where the rows of A begin; the next k lies `aStep` bytes on, and after `length` of them,
 * as often as there are `segments`, both operands skip `aJump` and `bJump` bytes. So rows of a matrix, patches of an image
 * (a segment is a row of the filter) and the pixels under one tap (a segment is a row of the output) are all read where they lie.
 */
@inline
function wholeTile(
  rows: usize, aStep: usize, aJump: usize, b: usize, bStep: usize, bJump: usize,
  length: usize, segments: usize, c: usize, cStride: usize, add: bool,
): void {
  if (ASC_FEATURE_RELAXED_SIMD) tile6(rows, aStep, aJump, b, bStep, bJump, length, segments, c, cStride, add);
  else tile4(rows, aStep, aJump, b, bStep, bJump, length, segments, c, cStride, add);
}

/** The same where only `height` rows and `width` columns of the tile are in C; `rows` lists ROWS readable addresses all the same. */
export function tile(
  rows: usize, aStep: usize, aJump: usize, b: usize, bStep: usize, bJump: usize,
  length: usize, segments: usize, c: usize, cStride: usize, add: bool, height: usize, width: usize, rim: usize,
): void {
  if (height >= ROWS && width >= COLUMNS) {
    wholeTile(rows, aStep, aJump, b, bStep, bJump, length, segments, c, cStride, add);
    return;
  }
  if (ASC_FEATURE_RELAXED_SIMD && height == 4 && width >= COLUMNS) {
    // what is left of the usual batches of 16, 64, 256 after sixes: the smaller kernel wastes nothing
    tile4(rows, aStep, aJump, b, bStep, bJump, length, segments, c, cStride, add);
    return;
  }
  wholeTile(rows, aStep, aJump, b, bStep, bJump, length, segments, rim, PANEL_ROW, false);
  storeRim(rim, c, cStride, add, min(height, ROWS), min(width, COLUMNS));
}

/** Stores what of a tile is in C: `rows` rows and `columns` columns of it. */
export function storeRim(rim: usize, c: usize, cStride: usize, add: bool, rows: usize, columns: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    for (let column: usize = 0; column < columns; column++) {
      const to = c + row * cStride + column * NUMBER;
      const value = load<f32>(rim + row * PANEL_ROW + column * NUMBER);
      store<f32>(to, add ? load<f32>(to) + value : value);
    }
  }
}

/** Lists the addresses of `count` rows that lie `stride` bytes apart, and repeats the last to fill up a tile. */
export function listRows(list: usize, first: usize, stride: usize, count: usize): void {
  const whole = (count + ROWS - 1) / ROWS * ROWS;
  for (let i: usize = 0; i < whole; i++) store<usize>(list + i * ADDRESS, first + min(i, count - 1) * stride);
}

