/** The walk that both gradients of a convolution share where the output's gradient is mostly zeros: band by band, list by list, group by group. */
import { endOf, listAt, listBytes, listNonZeros, LISTS, rowsInBand } from './non-zeros';
import { GROUP_BYTES, groupOffset, groupsOf, vectorOffset } from './patch-groups';
import { addGroups } from './sparse-filter-gradient';
import { scatterGroups } from './sparse-input-gradient';
import { NUMBER } from './vector';

/** Bytes of scratch for images `[…, width, c]` and output gradients of `oh` · `ow` pixels. */
export function sparseScratch(width: usize, c: usize, oh: usize, ow: usize, strideY: usize): usize {
  return listBytes(rowsInBand(oh, strideY * width * c * NUMBER) * ow);
}

/**
 * Adds to `sums`, in groups as filters are, what one image `x` `[…, width, c]` and `dy` `[oh, ow, k]` contribute. k is a multiple of four,
 * and a row of a filter at least four numbers, fw · c ≥ 4.
 */
export function addSparseFilterGradient(
  x: usize, width: usize, c: usize, dy: usize, oh: usize, ow: usize, k: usize, strideY: usize, strideX: usize,
  sums: usize, fh: usize, fw: usize, scratch: usize,
): void {
  eachList(x, width, c, dy, oh, ow, k, strideY, strideX, sums, fh, fw, scratch, false);
}

/**
 * Adds to `dx` `[…, width, c]` of one image what `dy` `[oh, ow, k]` sends back through filters in groups. Numbers of channels c and of
 * filters k are multiples of four; scratch as for the filters' gradient.
 */
export function addSparseInputGradient(
  dx: usize, width: usize, c: usize, dy: usize, oh: usize, ow: usize, k: usize, strideY: usize, strideX: usize,
  filters: usize, fh: usize, fw: usize, scratch: usize,
): void {
  eachList(dx, width, c, dy, oh, ow, k, strideY, strideX, filters, fh, fw, scratch, true);
}

/** Lists `dy` once a band of rows for every few filters; `scatter`: to the image, else from it to the filters. */
function eachList(
  image: usize, width: usize, c: usize, dy: usize, oh: usize, ow: usize, k: usize, strideY: usize, strideX: usize,
  filters: usize, fh: usize, fw: usize, scratch: usize, scatter: bool,
): void {
  const segment = fw * c;
  const imageRow = width * c * NUMBER;
  const rowStep = strideY * imageRow;
  const inBand = rowsInBand(oh, rowStep);
  for (let row: usize = 0; row < oh; row += inBand) {
    const rows = min(oh - row, inBand);
    let ofFilter = filters;
    for (let filter: usize = 0; filter < k; filter += LISTS) {
      listNonZeros(dy + filter * NUMBER, rows, ow, k, rowStep, strideX * c * NUMBER, scratch);
      for (let which: usize = 0; which < LISTS; which++) {
        eachGroup(listAt(scratch, which, rows * ow), endOf(scratch, which), image, imageRow, fh, segment, ofFilter, scatter);
        ofFilter += groupsOf(fh, segment) * GROUP_BYTES;
      }
    }
    image += rows * rowStep;
    dy += rows * ow * k * NUMBER;
  }
}

/** All patches of a list with one filter, three groups at a time: what is kept in registers. */
function eachGroup(list: usize, end: usize, image: usize, imageRow: usize, fh: usize, segment: usize, ofFilter: usize, scatter: bool): void {
  if (list == end) return;
  const o1 = vectorOffset(1, segment), o2 = vectorOffset(2, segment), o3 = vectorOffset(3, segment);
  for (let group: usize = 0; group < groupsOf(fh, segment); group += 3) {
    const first = image + groupOffset(group, fh, segment, imageRow);
    const second = image + groupOffset(group + 1, fh, segment, imageRow);
    const third = image + groupOffset(group + 2, fh, segment, imageRow);
    if (scatter) scatterGroups(list, end, first, second, third, ofFilter, o1, o2, o3);
    else addGroups(list, end, first, second, third, ofFilter, o1, o2, o3);
    ofFilter += 3 * GROUP_BYTES;
  }
}
