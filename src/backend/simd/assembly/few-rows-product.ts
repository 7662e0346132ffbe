/** Z = X · W where X has few rows: W is read once, where it lies, since packing it would cost as much as the product. */
import { ADDRESS, COLUMNS, listRows, RIM, ROWS, tile } from './tile';
import { NUMBER } from './vector';

/** Rows of W that stay in the second-level cache while the tiles of Z pass. */
const DEPTH: usize = 256;

/** Bytes of scratch `fewRowsProduct` needs. */
export function fewRowsScratch(rows: usize): usize {
  return RIM + (rows + ROWS) * ADDRESS;
}

/**
 * `x` `[rows, k]`, `w` `[k, n]`, `z` `[rows, n]`. Where n is no multiple of eight, up to seven numbers behind the end of w are read and
 * thrown away; the allocator's own records lie there.
 */
export function fewRowsProduct(x: usize, w: usize, z: usize, rows: usize, n: usize, k: usize, scratch: usize): void {
  const stride = n * NUMBER;
  const list = scratch + RIM;
  for (let start: usize = 0; start < k; start += DEPTH) {
    const depth = min(k - start, DEPTH);
    listRows(list, x + start * NUMBER, k * NUMBER, rows);
    for (let column: usize = 0; column < n; column += COLUMNS) {
      const from = w + start * stride + column * NUMBER;
      for (let row: usize = 0; row < rows; row += ROWS) {
        const to = z + row * stride + column * NUMBER;
        tile(list + row * ADDRESS, NUMBER, 0, from, stride, 0, depth, 1, to, stride, start > 0, rows - row, n - column, scratch);
      }
    }
  }
}
