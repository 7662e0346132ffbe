/** The gradient of a convolution with respect to its filters where the output's gradient is mostly zeros: patches times what is not zero. */
import { endOf, ENTRY, listAt, listBytes, listNonZeros, LISTS, rowsInBand } from './non-zeros';
import { GROUP_BYTES, groupOffset, groupsOf, vectorOffset } from './patch-groups';
import { multiplyAdd, NUMBER } from './vector';

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
  const segment = fw * c;
  const imageRow = width * c * NUMBER;
  const rowStep = strideY * imageRow;
  const inBand = rowsInBand(oh, rowStep);
  for (let row: usize = 0; row < oh; row += inBand) {
    const rows = min(oh - row, inBand);
    let sumsOfFilter = sums;
    for (let filter: usize = 0; filter < k; filter += LISTS) {
      listNonZeros(dy + filter * NUMBER, rows, ow, k, rowStep, strideX * c * NUMBER, scratch);
      for (let which: usize = 0; which < LISTS; which++) {
        addPatches(listAt(scratch, which, rows * ow), endOf(scratch, which), x, imageRow, fh, segment, sumsOfFilter);
        sumsOfFilter += groupsOf(fh, segment) * GROUP_BYTES;
      }
    }
    x += rows * rowStep;
    dy += rows * ow * k * NUMBER;
  }
}

/** sums ← sums + Σ gradient · patch over a list. */
function addPatches(list: usize, end: usize, x: usize, imageRow: usize, fh: usize, segment: usize, sums: usize): void {
  if (list == end) return;
  for (let group: usize = 0; group < groupsOf(fh, segment); group += 3) {
    addGroups(
      list, end, x + groupOffset(group, fh, segment, imageRow), x + groupOffset(group + 1, fh, segment, imageRow),
      x + groupOffset(group + 2, fh, segment, imageRow), sums,
      vectorOffset(1, segment), vectorOffset(2, segment), vectorOffset(3, segment),
    );
    sums += 3 * GROUP_BYTES;
  }
}

/** Three groups of four vectors each. */
function addGroups(list: usize, end: usize, x0: usize, x1: usize, x2: usize, sums: usize, o1: usize, o2: usize, o3: usize): void {
  let a0 = v128.load(sums), a1 = v128.load(sums, 16), a2 = v128.load(sums, 32), a3 = v128.load(sums, 48);
  let b0 = v128.load(sums, 64), b1 = v128.load(sums, 80), b2 = v128.load(sums, 96), b3 = v128.load(sums, 112);
  let c0 = v128.load(sums, 128), c1 = v128.load(sums, 144), c2 = v128.load(sums, 160), c3 = v128.load(sums, 176);
  for (; list < end; list += ENTRY) {
    const gradient = v128.load32_splat(list, 4);
    const offset = load<usize>(list);
    const p = x0 + offset, q = x1 + offset, r = x2 + offset;
    a0 = multiplyAdd(gradient, v128.load(p), a0); a1 = multiplyAdd(gradient, v128.load(p + o1), a1);
    a2 = multiplyAdd(gradient, v128.load(p + o2), a2); a3 = multiplyAdd(gradient, v128.load(p + o3), a3);
    b0 = multiplyAdd(gradient, v128.load(q), b0); b1 = multiplyAdd(gradient, v128.load(q + o1), b1);
    b2 = multiplyAdd(gradient, v128.load(q + o2), b2); b3 = multiplyAdd(gradient, v128.load(q + o3), b3);
    c0 = multiplyAdd(gradient, v128.load(r), c0); c1 = multiplyAdd(gradient, v128.load(r + o1), c1);
    c2 = multiplyAdd(gradient, v128.load(r + o2), c2); c3 = multiplyAdd(gradient, v128.load(r + o3), c3);
  }
  v128.store(sums, a0); v128.store(sums, a1, 16); v128.store(sums, a2, 32); v128.store(sums, a3, 48);
  v128.store(sums, b0, 64); v128.store(sums, b1, 80); v128.store(sums, b2, 96); v128.store(sums, b3, 112);
  v128.store(sums, c0, 128); v128.store(sums, c1, 144); v128.store(sums, c2, 160); v128.store(sums, c3, 176);
}
