/**
 * Convolution of images and volumes, zeros around them included, as a product of their patches with packed filters. No patch is ever
 * written down: a row of a patch lies in the image as it is, so a tile reads the image itself, six output pixels at a time. A volume
 * is a stack of planes, and its filter adds up what its own planes make of those under them.
 */
import { addBias } from './bias';
import { ADDRESS, COLUMNS, PANEL_ROW, RIM, ROWS, tile } from './tile';
import { NUMBER } from './vector';

/** Output pixels in a block, a multiple of 4 and 6: their part of the image stays in the first-level cache while the panels pass. */
const PIXELS: usize = 96;

export function convolveScratch(): usize {
  return PIXELS * ADDRESS + RIM;
}

/**
 * `images` of them, `imageStep` bytes apart: `x` `[…, width, c]` with `panels` for filters `[fd, fh, fw, c, k]`, into `y` `[images, oh, ow, k]`.
 * The fd planes of an image lie `planeStep` bytes apart: 1 and 0 in two dimensions; the images of a volume are its output planes.
 * No padding: the caller places the image first. A tile may reach from one image into the next, so that few pixels fill it as well.
 * Unless it is 0, `bias` `[k]` is added while a block is in the cache, and with `relu` nothing stays below zero.
 */
export function convolve(
  x: usize, images: usize, imageStep: usize, planeStep: usize, width: usize, c: usize,
  panels: usize, fd: usize, fh: usize, fw: usize, k: usize, strideY: usize, strideX: usize,
  y: usize, oh: usize, ow: usize, bias: usize, relu: bool, scratch: usize,
): void {
  const rim = scratch + PIXELS * ADDRESS;
  const pixelStep = strideX * c * NUMBER;
  const rowStep = strideY * width * c * NUMBER;
  const segment = fw * c;
  const jump = (width - fw) * c * NUMBER;
  const panelPart = fh * segment * PANEL_ROW;
  const pixels = images * oh * ow;
  let column: usize = 0;
  let row: usize = 0;
  let address = x;
  for (let first: usize = 0; first < pixels; first += PIXELS) {
    const count = min(pixels - first, PIXELS);
    for (let i: usize = 0; i < count; i++) {
      store<usize>(scratch + i * ADDRESS, address);
      column++;
      address += pixelStep;
      if (column == ow) {
        column = 0;
        address += rowStep - ow * pixelStep;
        row++;
      }
      if (row == oh) {
        row = 0;
        address += imageStep - oh * rowStep;
      }
    }
    repeatLast(scratch, count);
    for (let plane: usize = 0; plane < fd; plane++) {
      if (plane > 0) shift(scratch, count, planeStep);
      let panel = panels + plane * panelPart;
      for (let j: usize = 0; j < k; j += COLUMNS, panel += fd * panelPart) {
        for (let i: usize = 0; i < count; i += ROWS) {
          const to = y + ((first + i) * k + j) * NUMBER;
          tile(scratch + i * ADDRESS, NUMBER, jump, panel, PANEL_ROW, 0, segment, fh, to, k * NUMBER, plane > 0, count - i, k - j, rim);
        }
      }
    }
    if (bias != 0) addBias(y + first * k * NUMBER, y + first * k * NUMBER, count, k, bias, relu);
  }
}

/** Moves every address of the list, the repeated ones too, to the same pixel of the next plane. */
function shift(list: usize, count: usize, planeStep: usize): void {
  for (let i: usize = 0; i < count || i % ROWS != 0; i++) store<usize>(list + i * ADDRESS, load<usize>(list + i * ADDRESS) + planeStep);
}

/** Fills up the last tile's list: its rows beyond the end read the last pixel again, and are not stored. */
function repeatLast(list: usize, count: usize): void {
  const last = load<usize>(list + (count - 1) * ADDRESS);
  for (let i: usize = count; i % ROWS != 0; i++) store<usize>(list + i * ADDRESS, last);
}
