/**
 * The gradient of a convolution with respect to its filters for one image, zeros around it included: for each tap of the filter the
 * scalar products of the pixels under it with the output's gradients. A product whose k runs over pixels, read where they lie.
 */
import { packPanels } from './pack';
import { ADDRESS, COLUMNS, PANEL_ROW, RIM, ROWS, tile } from './tile';
import { NUMBER } from './vector';

/** Output pixels in a block, so that its part of image and gradient stay in the first-level cache while the taps pass. */
const PIXELS: usize = 384;

/**
 * Gradients `[oh, ow, k]` are read where they lie if k fills whole panels and no more than two: further apart, the pixels of one
 * panel share too few sets of the cache, and panels are packed first.
 */
@inline
function readInPlace(k: usize): bool {
  return k == COLUMNS || k == 2 * COLUMNS;
}

/** Bytes of scratch for `taps` = fh · fw · c, and for packed gradients. */
export function filterGradientScratch(taps: usize, pixels: usize, k: usize): usize {
  const packed: usize = readInPlace(k) ? 0 : (k + COLUMNS - 1) / COLUMNS * pixels * PANEL_ROW;
  return (taps + ROWS) * ADDRESS + RIM + packed;
}

/** Adds to `dw` `[fh, fw, c, k]` what `x` `[…, width, c]` and `dy` `[oh, ow, k]` contribute. */
export function addFilterGradient(
  x: usize, width: usize, c: usize, dy: usize, oh: usize, ow: usize, k: usize, strideY: usize, strideX: usize,
  dw: usize, fh: usize, fw: usize, scratch: usize,
): void {
  const taps = fh * fw * c;
  const rim = scratch + (taps + ROWS) * ADDRESS;
  const packed = rim + RIM;
  const inPlace = readInPlace(k);
  if (!inPlace) packPanels(dy, k * NUMBER, false, oh * ow, k, packed, oh * ow * PANEL_ROW);
  const pixelStep = strideX * c * NUMBER;
  const rowStep = strideY * width * c * NUMBER;
  const jump = rowStep - ow * pixelStep;
  const bStep: usize = inPlace ? k * NUMBER : PANEL_ROW;
  const rowsAtOnce = max(1, PIXELS / ow);
  for (let row: usize = 0; row < oh; row += rowsAtOnce) {
    const rows = min(oh - row, rowsAtOnce);
    listTaps(scratch, x + row * rowStep, width, c, fh, fw);
    for (let j: usize = 0; j < k; j += COLUMNS) {
      const from = inPlace ? dy + j * NUMBER : packed + j / COLUMNS * oh * ow * PANEL_ROW;
      const b = from + row * ow * bStep;
      for (let tap: usize = 0; tap < taps; tap += ROWS) {
        const to = dw + (tap * k + j) * NUMBER;
        tile(scratch + tap * ADDRESS, pixelStep, jump, b, bStep, 0, ow, rows, to, k * NUMBER, true, taps - tap, k - j, rim);
      }
    }
  }
}

/** For each tap and channel, where the first pixel under it lies; the last once more to fill up a tile. */
function listTaps(list: usize, first: usize, width: usize, c: usize, fh: usize, fw: usize): void {
  const segment = fw * c;
  for (let i: usize = 0; i < fh; i++) {
    for (let t: usize = 0; t < segment; t++) {
      store<usize>(list, first + (i * width * c + t) * NUMBER);
      list += ADDRESS;
    }
  }
  const last = load<usize>(list - ADDRESS);
  for (let i: usize = 0; i < ROWS; i++) store<usize>(list + i * ADDRESS, last);
}
