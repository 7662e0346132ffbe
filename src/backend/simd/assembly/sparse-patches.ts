/** The walk that both gradients of a convolution share where the output's gradient is mostly zeros: band by band, list by list, group by group. */
import { listLargest } from './largest';
import { endOf, listAt, listBytes, listNonZeros, LISTS, rowsInBand } from './non-zeros';
import { GROUP_BYTES, groupsAtOnce, groupsOf, listOffsets, offsetBytes, secondVector } from './patch-groups';
import { addGroups } from './sparse-filter-gradient';
import { scatterGroups } from './sparse-input-gradient';
import { ADDRESS } from './tile';
import { NUMBER } from './vector';

/** Bytes of scratch for images `[…, width, c]`, output gradients of `oh` · `ow` pixels and filters `[fh, fw, c, k]`; `ph` as below, or 1. */
export function sparseScratch(width: usize, c: usize, oh: usize, ow: usize, strideY: usize, ph: usize, fh: usize, fw: usize): usize {
  return offsetBytes(fh, fw * c) + listBytes(rowsInBand(oh, strideY * width * c * NUMBER, ph) * ow);
}

/**
 * Adds to `sums`, in groups as filters are, what `images` of them, `imageStep` bytes apart, `x` `[…, width, c]` and `dy` `[images, oh, ow, k]` contribute.
 * k is a multiple of four, and a row of a filter at least four numbers, fw · c ≥ 4.
 *
 * Where `pooled` is not 0, `dy` is instead what was max-pooled by windows of `ph` × `pw` side by side, and `pooled` `[images, oh / ph, ow / pw, k]` the
 * gradient that came back to them; else both are 1.
 */
export function addSparseFilterGradient(
  x: usize, images: usize, imageStep: usize, width: usize, c: usize,
  dy: usize, oh: usize, ow: usize, k: usize, strideY: usize, strideX: usize,
  pooled: usize, ph: usize, pw: usize, sums: usize, fh: usize, fw: usize, scratch: usize,
): void {
  eachImage(x, images, imageStep, width, c, dy, oh, ow, k, strideY, strideX, pooled, ph, pw, sums, fh, fw, scratch, false);
}

/**
 * Adds to `dx` `[…, width, c]` of `images`, `imageStep` bytes apart, what `dy` `[images, oh, ow, k]` sends back through filters in groups. Numbers of channels c
 * and of filters k are multiples of four; all else as for the filters' gradient.
 */
export function addSparseInputGradient(
  dx: usize, images: usize, imageStep: usize, width: usize, c: usize,
  dy: usize, oh: usize, ow: usize, k: usize, strideY: usize, strideX: usize,
  pooled: usize, ph: usize, pw: usize, filters: usize, fh: usize, fw: usize, scratch: usize,
): void {
  eachImage(dx, images, imageStep, width, c, dy, oh, ow, k, strideY, strideX, pooled, ph, pw, filters, fh, fw, scratch, true);
}

function eachImage(
  image: usize, images: usize, imageStep: usize, width: usize, c: usize,
  dy: usize, oh: usize, ow: usize, k: usize, strideY: usize, strideX: usize,
  pooled: usize, ph: usize, pw: usize, filters: usize, fh: usize, fw: usize, scratch: usize, scatter: bool,
): void {
  const segment = fw * c;
  const imageRow = width * c * NUMBER;
  listOffsets(scratch, fh, segment, imageRow);
  for (; images > 0; images--) {
    eachList(image, imageRow, c, dy, oh, ow, k, strideY, strideX, pooled, ph, pw, filters, fh, segment, scratch, scatter);
    image += imageStep;
    dy += oh * ow * k * NUMBER;
    if (pooled != 0) pooled += oh / ph * (ow / pw) * k * NUMBER;
  }
}

/** Lists `dy` once a band of rows for every few filters; `scatter`: to the image, else from it to the filters. */
function eachList(
  image: usize, imageRow: usize, c: usize, dy: usize, oh: usize, ow: usize, k: usize, strideY: usize, strideX: usize,
  pooled: usize, ph: usize, pw: usize, filters: usize, fh: usize, segment: usize, offsets: usize, scatter: bool,
): void {
  const lists = offsets + offsetBytes(fh, segment);
  const rowStep = strideY * imageRow;
  const pixelStep = strideX * c * NUMBER;
  const inBand = rowsInBand(oh, rowStep, ph);
  const groups = groupsOf(fh, segment), atOnce = groupsAtOnce(fh, segment);
  const second = secondVector(segment);
  for (let row: usize = 0; row < oh; row += inBand) {
    const rows = min(oh - row, inBand);
    let ofFilter = filters;
    for (let filter: usize = 0; filter < k; filter += LISTS) {
      const first = dy + filter * NUMBER;
      if (pooled == 0) listNonZeros(first, rows, ow, k, rowStep, pixelStep, lists);
      else listLargest(first, rows, ow, k, pooled + filter * NUMBER, ph, pw, rowStep, pixelStep, lists);
      for (let which: usize = 0; which < LISTS; which++) {
        eachGroup(listAt(lists, which, rows * ow), endOf(lists, which), image, offsets, groups, atOnce, second, ofFilter, scatter);
        ofFilter += groups * GROUP_BYTES;
      }
    }
    image += rows * rowStep;
    dy += rows * ow * k * NUMBER;
    if (pooled != 0) pooled += rows / ph * (ow / pw) * k * NUMBER;
  }
}

/** All patches of a list with one filter, as many groups at a time as are kept in registers. */
function eachGroup(
  list: usize, end: usize, image: usize, offsets: usize, groups: usize, atOnce: usize, second: usize, ofFilter: usize, scatter: bool,
): void {
  if (list == end) return;
  for (const last = offsets + groups * ADDRESS; offsets < last; offsets += atOnce * ADDRESS) {
    const g0 = image + load<usize>(offsets), g1 = image + load<usize>(offsets, 4), g2 = image + load<usize>(offsets, 8);
    const g3 = image + load<usize>(offsets, 12), g4 = image + load<usize>(offsets, 16), g5 = image + load<usize>(offsets, 20);
    if (scatter) scatterGroups(atOnce, list, end, g0, g1, g2, g3, g4, g5, second, ofFilter);
    else addGroups(atOnce, list, end, g0, g1, g2, g3, g4, g5, second, ofFilter);
    ofFilter += atOnce * GROUP_BYTES;
  }
}
