/**
 * A tile whose rows of A are packed too: `[k, 6]`, or `[k, 4]`. One address that moves by a constant takes the place of six that move by what they
 * are told: a fifth fewer instructions a multiply-add than `tile`, which reads A where it lies. Processors that decode four a cycle feel it.
 */
import { COLUMNS, PANEL_ROW, storeRim } from './tile';
import { multiplyAdd, NUMBER } from './vector';

/** Two steps of k a turn, as in tile6.ts. */
function sixRows(a: usize, b: usize, depth: usize, c: usize, cStride: usize, add: bool): void {
  const c1 = c + cStride, c2 = c1 + cStride, c3 = c2 + cStride, c4 = c3 + cStride, c5 = c4 + cStride;
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00;
  let s30 = s00, s31 = s00, s40 = s00, s41 = s00, s50 = s00, s51 = s00;
  if (add) {
    s00 = v128.load(c); s01 = v128.load(c, 16); s10 = v128.load(c1); s11 = v128.load(c1, 16);
    s20 = v128.load(c2); s21 = v128.load(c2, 16); s30 = v128.load(c3); s31 = v128.load(c3, 16);
    s40 = v128.load(c4); s41 = v128.load(c4, 16); s50 = v128.load(c5); s51 = v128.load(c5, 16);
  }
  const end = b + depth * PANEL_ROW, last = end - PANEL_ROW;
  while (true) {
    let b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    s00 = multiplyAdd(x, b0, s00); s01 = multiplyAdd(x, b1, s01);
    x = v128.load32_splat(a, 4);
    s10 = multiplyAdd(x, b0, s10); s11 = multiplyAdd(x, b1, s11);
    x = v128.load32_splat(a, 8);
    s20 = multiplyAdd(x, b0, s20); s21 = multiplyAdd(x, b1, s21);
    x = v128.load32_splat(a, 12);
    s30 = multiplyAdd(x, b0, s30); s31 = multiplyAdd(x, b1, s31);
    x = v128.load32_splat(a, 16);
    s40 = multiplyAdd(x, b0, s40); s41 = multiplyAdd(x, b1, s41);
    x = v128.load32_splat(a, 20);
    s50 = multiplyAdd(x, b0, s50); s51 = multiplyAdd(x, b1, s51);
    if (b == last) break;
    b0 = v128.load(b, 32); b1 = v128.load(b, 48);
    x = v128.load32_splat(a, 24);
    s00 = multiplyAdd(x, b0, s00); s01 = multiplyAdd(x, b1, s01);
    x = v128.load32_splat(a, 28);
    s10 = multiplyAdd(x, b0, s10); s11 = multiplyAdd(x, b1, s11);
    x = v128.load32_splat(a, 32);
    s20 = multiplyAdd(x, b0, s20); s21 = multiplyAdd(x, b1, s21);
    x = v128.load32_splat(a, 36);
    s30 = multiplyAdd(x, b0, s30); s31 = multiplyAdd(x, b1, s31);
    x = v128.load32_splat(a, 40);
    s40 = multiplyAdd(x, b0, s40); s41 = multiplyAdd(x, b1, s41);
    x = v128.load32_splat(a, 44);
    s50 = multiplyAdd(x, b0, s50); s51 = multiplyAdd(x, b1, s51);
    a += 48; b += 2 * PANEL_ROW;
    if (b == end) break;
  }
  v128.store(c, s00); v128.store(c, s01, 16); v128.store(c1, s10); v128.store(c1, s11, 16);
  v128.store(c2, s20); v128.store(c2, s21, 16); v128.store(c3, s30); v128.store(c3, s31, 16);
  v128.store(c4, s40); v128.store(c4, s41, 16); v128.store(c5, s50); v128.store(c5, s51, 16);
}

/** All there is in the plain build, and in the other what is left of the usual batches of 16, 64, 256 after sixes. */
function fourRows(a: usize, b: usize, depth: usize, c: usize, cStride: usize, add: bool): void {
  const c1 = c + cStride, c2 = c1 + cStride, c3 = c2 + cStride;
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  if (add) {
    s00 = v128.load(c); s01 = v128.load(c, 16); s10 = v128.load(c1); s11 = v128.load(c1, 16);
    s20 = v128.load(c2); s21 = v128.load(c2, 16); s30 = v128.load(c3); s31 = v128.load(c3, 16);
  }
  for (const end = b + depth * PANEL_ROW; b < end; a += 16, b += PANEL_ROW) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    s00 = multiplyAdd(x, b0, s00); s01 = multiplyAdd(x, b1, s01);
    x = v128.load32_splat(a, 4);
    s10 = multiplyAdd(x, b0, s10); s11 = multiplyAdd(x, b1, s11);
    x = v128.load32_splat(a, 8);
    s20 = multiplyAdd(x, b0, s20); s21 = multiplyAdd(x, b1, s21);
    x = v128.load32_splat(a, 12);
    s30 = multiplyAdd(x, b0, s30); s31 = multiplyAdd(x, b1, s31);
  }
  v128.store(c, s00); v128.store(c, s01, 16); v128.store(c1, s10); v128.store(c1, s11, 16);
  v128.store(c2, s20); v128.store(c2, s21, 16); v128.store(c3, s30); v128.store(c3, s31, 16);
}

@inline
function wholeTile(rows: usize, a: usize, b: usize, depth: usize, c: usize, cStride: usize, add: bool): void {
  if (ASC_FEATURE_RELAXED_SIMD && rows == 6) sixRows(a, b, depth, c, cStride, add);
  else fourRows(a, b, depth, c, cStride, add);
}

/** One tile: `a` `[depth, rows]` by the panel `b` `[depth, 8]`. Only `height` rows and `width` columns of it are in C. */
function panelTile(
  rows: usize, a: usize, b: usize, depth: usize, c: usize, cStride: usize, add: bool, height: usize, width: usize, rim: usize,
): void {
  if (height >= rows && width >= COLUMNS) {
    wholeTile(rows, a, b, depth, c, cStride, add);
    return;
  }
  wholeTile(rows, a, b, depth, rim, PANEL_ROW, false);
  storeRim(rim, c, cStride, add, min(height, rows), min(width, COLUMNS));
}

/** Rows of A in the panel that begins `left` rows before the end: six, or four where that is enough. */
@inline
export function rowsInPanel(left: usize): usize {
  return ASC_FEATURE_RELAXED_SIMD && left > 4 ? 6 : 4;
}

/**
 * A block of C `[rows, columns]` from packed blocks of A and B. The panel of B stays in the first-level cache while those of A pass.
 * @param rim scratch of `RIM` bytes
 */
export function blockOfPanels(
  aPanels: usize, rows: usize, bPanels: usize, columns: usize, depth: usize, c: usize, cStride: usize, add: bool, rim: usize,
): void {
  for (let column: usize = 0; column < columns; column += COLUMNS, bPanels += depth * PANEL_ROW) {
    let a = aPanels;
    for (let row: usize = 0; row < rows; ) {
      const height = rowsInPanel(rows - row);
      panelTile(height, a, bPanels, depth, c + row * cStride + column * NUMBER, cStride, add, rows - row, columns - column, rim);
      a += height * depth * NUMBER;
      row += height;
    }
  }
}
