/**
 * C = A · B for whole matrices, cut into blocks that stay in the caches (Goto & van de Geijn, "Anatomy of high-performance matrix
 * multiplication", 2008): a packed block of B in the second-level cache, of which a panel of 8 columns lies in the first.
 */
import { packPanels } from './pack';
import { packRows, rowPanelBytes } from './pack-rows';
import { blockOfPanels } from './panel-tile';
import { COLUMNS, PANEL_ROW, RIM } from './tile';
import { NUMBER } from './vector';

/** Steps of k in a block: a panel of B is 8 kB. */
export const DEPTH: usize = 256;
/** Rows of A in a block, a multiple of 4 and 6: at most 96 kB. */
const HEIGHT: usize = 96;
/** Numbers in a block of B, 256 kB. Where k is short, the block is wider. */
const BLOCK: usize = 65536;

/** Bytes of scratch `product` needs: a tile, a block of A, a block of B. */
export function productScratch(): usize {
  return RIM + rowPanelBytes(HEIGHT, DEPTH) + BLOCK * NUMBER;
}

/**
 * `a` `[m, k]` and `b` `[k, n]`, or transposed `[k, m]` and `[n, k]`; `c` `[m, n]`. Of C only the rows from `top` to before `bottom`
 * and the columns from `left` to before `right` are computed, to the same bits as with all the rest.
 */
export function product(
  a: usize, aTransposed: bool, b: usize, bTransposed: bool, c: usize, m: usize, n: usize, k: usize,
  top: usize, bottom: usize, left: usize, right: usize, scratch: usize,
): void {
  const aBlock = scratch + RIM;
  const bBlock = aBlock + rowPanelBytes(HEIGHT, DEPTH);
  const aStride = (aTransposed ? m : k) * NUMBER;
  const bStride = (bTransposed ? k : n) * NUMBER;
  const width = BLOCK / min(k, DEPTH) & ~(COLUMNS - 1);
  for (let column = left; column < right; column += width) {
    const columns = min(right - column, width);
    for (let start: usize = 0; start < k; start += DEPTH) {
      const depth = min(k - start, DEPTH);
      const bStart = b + (bTransposed ? column * bStride + start * NUMBER : start * bStride + column * NUMBER);
      packPanels(bStart, bStride, bTransposed, depth, columns, bBlock, depth * PANEL_ROW);
      for (let row = top; row < bottom; row += HEIGHT) {
        const rows = min(bottom - row, HEIGHT);
        const aStart = a + (aTransposed ? start * aStride + row * NUMBER : row * aStride + start * NUMBER);
        packRows(aStart, aStride, aTransposed, rows, depth, aBlock);
        blockOfPanels(aBlock, rows, bBlock, columns, depth, c + (row * n + column) * NUMBER, n * NUMBER, start > 0, scratch);
      }
    }
  }
}
