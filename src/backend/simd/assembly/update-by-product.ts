/**
 * An optimizer's update by a gradient that is a product, Aᵀ · B: the inputs of a dense layer by the gradients of what it put out. The gradient is as large
 * as the weights and needed once, so it is computed a few rows at a time, and these are used up while they lie in the cache: it is never in memory.
 */
import { panelBytes } from './filter-panels';
import { packPanels } from './pack';
import { packRows, rowPanelBytes } from './pack-rows';
import { blockOfPanels } from './panel-tile';
import { DEPTH } from './product';
import { PANEL_ROW, RIM } from './tile';
import { update } from './updates';
import { NUMBER } from './vector';

/** Rows of the gradient at a time, a multiple of 4 and 6. */
const ROWS_AT_ONCE: usize = 24;

/** Bytes of scratch: a tile, rows of the gradient, a block of A, all of B. */
export function updateByProductScratch(n: usize, k: usize): usize {
  return RIM + ROWS_AT_ONCE * n * NUMBER + rowPanelBytes(ROWS_AT_ONCE, DEPTH) + panelBytes(k, n);
}

/**
 * `rule` and its numbers as in `update`, for the rows from `top` to before `bottom` of `w` `[m, n]` and what is kept with it; `a` `[k, m]`, `b` `[k, n]`.
 * The same bits as by a product computed first.
 */
export function updateByProduct(
  rule: i32, w: usize, first: usize, second: usize, a: usize, b: usize, m: usize, n: usize, k: usize, top: usize, bottom: usize,
  rate: f32, epsilon: f32, beta1: f32, beta2: f32, scratch: usize,
): void {
  const gradient = scratch + RIM;
  const aBlock = gradient + ROWS_AT_ONCE * n * NUMBER;
  const bPanels = aBlock + rowPanelBytes(ROWS_AT_ONCE, DEPTH);
  for (let start: usize = 0; start < k; start += DEPTH) {
    const depth = min(k - start, DEPTH);
    packPanels(b + start * n * NUMBER, n * NUMBER, false, depth, n, bPanels + panelBytes(start, n), depth * PANEL_ROW);
  }
  for (let row = top; row < bottom; row += ROWS_AT_ONCE) {
    const rows = min(bottom - row, ROWS_AT_ONCE);
    for (let start: usize = 0; start < k; start += DEPTH) {
      const depth = min(k - start, DEPTH);
      packRows(a + (start * m + row) * NUMBER, m * NUMBER, true, rows, depth, aBlock);
      blockOfPanels(aBlock, rows, bPanels + panelBytes(start, n), n, depth, gradient, n * NUMBER, start > 0, scratch);
    }
    const at = row * n * NUMBER;
    update(rule, w + at, first + at, second + at, gradient, rows * n, rate, epsilon, beta1, beta2);
  }
}
