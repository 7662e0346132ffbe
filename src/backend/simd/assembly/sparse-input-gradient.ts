/** The gradient of a convolution with respect to its input where the output's gradient is mostly zeros: each other number spreads its filter. */
import { endOf, ENTRY, listAt, listNonZeros, LISTS, rowsInBand } from './non-zeros';
import { GROUP_BYTES, groupOffset, groupsOf, vectorOffset } from './patch-groups';
import { multiplyAdd, NUMBER } from './vector';

/**
 * Adds to `dx` `[…, width, c]` of one image what `dy` `[oh, ow, k]` sends back through filters in groups. Numbers of channels c and of
 * filters k are multiples of four; scratch as for the filters' gradient.
 */
export function addSparseInputGradient(
  dx: usize, width: usize, c: usize, dy: usize, oh: usize, ow: usize, k: usize, strideY: usize, strideX: usize,
  filters: usize, fh: usize, fw: usize, scratch: usize,
): void {
  const segment = fw * c;
  const imageRow = width * c * NUMBER;
  const rowStep = strideY * imageRow;
  const inBand = rowsInBand(oh, rowStep);
  for (let row: usize = 0; row < oh; row += inBand) {
    const rows = min(oh - row, inBand);
    let weights = filters;
    for (let filter: usize = 0; filter < k; filter += LISTS) {
      listNonZeros(dy + filter * NUMBER, rows, ow, k, rowStep, strideX * c * NUMBER, scratch);
      for (let which: usize = 0; which < LISTS; which++) {
        scatterPatches(listAt(scratch, which, rows * ow), endOf(scratch, which), dx, imageRow, fh, segment, weights);
        weights += groupsOf(fh, segment) * GROUP_BYTES;
      }
    }
    dx += rows * rowStep;
    dy += rows * ow * k * NUMBER;
  }
}

/** dx ← dx + gradient · filter at every patch of a list. */
function scatterPatches(list: usize, end: usize, dx: usize, imageRow: usize, fh: usize, segment: usize, weights: usize): void {
  if (list == end) return;
  for (let group: usize = 0; group < groupsOf(fh, segment); group += 3) {
    scatterGroups(
      list, end, dx + groupOffset(group, fh, segment, imageRow), dx + groupOffset(group + 1, fh, segment, imageRow),
      dx + groupOffset(group + 2, fh, segment, imageRow), weights,
      vectorOffset(1, segment), vectorOffset(2, segment), vectorOffset(3, segment),
    );
    weights += 3 * GROUP_BYTES;
  }
}

/** Three groups of a filter wait in registers while the list passes. */
function scatterGroups(list: usize, end: usize, d0: usize, d1: usize, d2: usize, w: usize, o1: usize, o2: usize, o3: usize): void {
  const a0 = v128.load(w), a1 = v128.load(w, 16), a2 = v128.load(w, 32), a3 = v128.load(w, 48);
  const b0 = v128.load(w, 64), b1 = v128.load(w, 80), b2 = v128.load(w, 96), b3 = v128.load(w, 112);
  const c0 = v128.load(w, 128), c1 = v128.load(w, 144), c2 = v128.load(w, 160), c3 = v128.load(w, 176);
  for (; list < end; list += ENTRY) {
    const gradient = v128.load32_splat(list, 4);
    const offset = load<usize>(list);
    const p = d0 + offset, q = d1 + offset, r = d2 + offset;
    addTo(p, gradient, a0); addTo(p + o1, gradient, a1); addTo(p + o2, gradient, a2); addTo(p + o3, gradient, a3);
    addTo(q, gradient, b0); addTo(q + o1, gradient, b1); addTo(q + o2, gradient, b2); addTo(q + o3, gradient, b3);
    addTo(r, gradient, c0); addTo(r + o1, gradient, c1); addTo(r + o2, gradient, c2); addTo(r + o3, gradient, c3);
  }
}

@inline
function addTo(at: usize, gradient: v128, weights: v128): void {
  v128.store(at, multiplyAdd(gradient, weights, v128.load(at)));
}
