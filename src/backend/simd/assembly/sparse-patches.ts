/** The walk that both gradients of a convolution share where the output's gradient is mostly zeros: band by band, list by list, group by group. */
import { listLargest } from './largest';
import { endOf, listAt, listBytes, listNonZeros, LISTS, rowsInBand } from './non-zeros';
import { GROUP_BYTES, groupOffset, groupsAtOnce, groupsOf, secondVector } from './patch-groups';
import { addGroups } from './sparse-filter-gradient';
import { scatterGroups } from './sparse-input-gradient';
import { NUMBER } from './vector';

/** Bytes of scratch for images `[…, width, c]` and output gradients of `oh` · `ow` pixels; `ph` as below, or 1. */
export function sparseScratch(width: usize, c: usize, oh: usize, ow: usize, strideY: usize, ph: usize): usize {
  return listBytes(rowsInBand(oh, strideY * width * c * NUMBER, ph) * ow);
}

/**
 * Adds to `sums`, in groups as filters are, what one image `x` `[…, width, c]` and `dy` `[oh, ow, k]` contribute. k is a multiple of four,
 * and a row of a filter at least four numbers, fw · c ≥ 4.
 *
 * Where `pooled` is not 0, `dy` is instead what was max-pooled by windows of `ph` × `pw` side by side, and `pooled` `[oh / ph, ow / pw, k]` the gradient
 * that came back to them; else both are 1.
 */
export function addSparseFilterGradient(
  x: usize, width: usize, c: usize, dy: usize, oh: usize, ow: usize, k: usize, strideY: usize, strideX: usize,
  pooled: usize, ph: usize, pw: usize, sums: usize, fh: usize, fw: usize, scratch: usize,
): void {
  eachList(x, width, c, dy, oh, ow, k, strideY, strideX, pooled, ph, pw, sums, fh, fw, scratch, false);
}

/**
 * Adds to `dx` `[…, width, c]` of one image what `dy` `[oh, ow, k]` sends back through filters in groups. Numbers of channels c and of
 * filters k are multiples of four; all else as for the filters' gradient.
 */
export function addSparseInputGradient(
  dx: usize, width: usize, c: usize, dy: usize, oh: usize, ow: usize, k: usize, strideY: usize, strideX: usize,
  pooled: usize, ph: usize, pw: usize, filters: usize, fh: usize, fw: usize, scratch: usize,
): void {
  eachList(dx, width, c, dy, oh, ow, k, strideY, strideX, pooled, ph, pw, filters, fh, fw, scratch, true);
}

/** Lists `dy` once a band of rows for every few filters; `scatter`: to the image, else from it to the filters. */
function eachList(
  image: usize, width: usize, c: usize, dy: usize, oh: usize, ow: usize, k: usize, strideY: usize, strideX: usize,
  pooled: usize, ph: usize, pw: usize, filters: usize, fh: usize, fw: usize, scratch: usize, scatter: bool,
): void {
  const segment = fw * c;
  const imageRow = width * c * NUMBER;
  const rowStep = strideY * imageRow;
  const pixelStep = strideX * c * NUMBER;
  const inBand = rowsInBand(oh, rowStep, ph);
  for (let row: usize = 0; row < oh; row += inBand) {
    const rows = min(oh - row, inBand);
    let ofFilter = filters;
    for (let filter: usize = 0; filter < k; filter += LISTS) {
      const first = dy + filter * NUMBER;
      if (pooled == 0) listNonZeros(first, rows, ow, k, rowStep, pixelStep, scratch);
      else listLargest(first, rows, ow, k, pooled + filter * NUMBER, ph, pw, rowStep, pixelStep, scratch);
      for (let which: usize = 0; which < LISTS; which++) {
        eachGroup(listAt(scratch, which, rows * ow), endOf(scratch, which), image, imageRow, fh, segment, ofFilter, scatter);
        ofFilter += groupsOf(fh, segment) * GROUP_BYTES;
      }
    }
    image += rows * rowStep;
    dy += rows * ow * k * NUMBER;
    if (pooled != 0) pooled += rows / ph * (ow / pw) * k * NUMBER;
  }
}

/** All patches of a list with one filter, as many groups at a time as are kept in registers. */
function eachGroup(list: usize, end: usize, image: usize, imageRow: usize, fh: usize, segment: usize, ofFilter: usize, scatter: bool): void {
  if (list == end) return;
  const second = secondVector(segment);
  const atOnce = groupsAtOnce(fh, segment);
  for (let group: usize = 0; group < groupsOf(fh, segment); group += atOnce) {
    const g0 = image + groupOffset(group, fh, segment, imageRow);
    const g1 = image + groupOffset(group + 1, fh, segment, imageRow);
    const g2 = image + groupOffset(group + 2, fh, segment, imageRow);
    const g3 = image + groupOffset(group + 3, fh, segment, imageRow);
    const g4 = image + groupOffset(group + 4, fh, segment, imageRow);
    const g5 = image + groupOffset(group + 5, fh, segment, imageRow);
    if (scatter) scatterGroups(atOnce, list, end, g0, g1, g2, g3, g4, g5, second, ofFilter);
    else addGroups(atOnce, list, end, g0, g1, g2, g3, g4, g5, second, ofFilter);
    ofFilter += atOnce * GROUP_BYTES;
  }
}
