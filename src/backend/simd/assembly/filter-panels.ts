/** Filters as the right operand of a product with patches: `[fh · fw · c, k]` in panels of eight columns. */
import { packPanels } from './pack';
import { COLUMNS, PANEL_ROW } from './tile';
import { NUMBER } from './vector';

/** Bytes of such panels for `depth` = fh · fw · (channels of the image) and `columns` channels of the result. */
export function panelBytes(depth: usize, columns: usize): usize {
  return (columns + COLUMNS - 1) / COLUMNS * depth * PANEL_ROW;
}

/** `filter` `[taps, c, k]`, taps = fh · fw. */
export function packFilter(filter: usize, taps: usize, c: usize, k: usize, panels: usize): void {
  packPanels(filter, k * NUMBER, false, taps * c, k, panels, taps * c * PANEL_ROW);
}

/** The filter turned by 180° with its channels exchanged, `[taps, k, c]`: what the gradient of the input is convolved with. */
export function packTurnedFilter(filter: usize, taps: usize, c: usize, k: usize, panels: usize): void {
  for (let tap: usize = 0; tap < taps; tap++) {
    const matrix = filter + (taps - 1 - tap) * c * k * NUMBER;
    packPanels(matrix, k * NUMBER, true, k, c, panels + tap * k * PANEL_ROW, taps * k * PANEL_ROW);
  }
}
