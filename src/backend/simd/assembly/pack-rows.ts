/** Rows of A in panels for `panel-tile.ts`: `[k, 6]` each, `[k, 4]` in the plain build and where that is enough for the last. */
import { transposeFour } from './pack';
import { rowsInPanel } from './panel-tile';
import { NUMBER } from './vector';

/** Bytes of the panels of `rows` rows. */
export function rowPanelBytes(rows: usize, k: usize): usize {
  return (rows + 5) * k * NUMBER;
}

/** `a` is held as `[rows, k]`, or `transposed` as `[k, rows]`, its rows `stride` bytes apart. Rows that fill up the last panel repeat the last of A. */
export function packRows(a: usize, stride: usize, transposed: bool, rows: usize, k: usize, panels: usize): void {
  for (let row: usize = 0; row < rows; ) {
    const left = rows - row;
    const height = rowsInPanel(left);
    if (!transposed) interleaveRows(a + row * stride, stride, left, height, k, panels);
    else if (left >= height) copyColumns(a + row * NUMBER, stride, height, k, panels);
    else repeatColumns(a + row * NUMBER, stride, left, height, k, panels);
    panels += height * k * NUMBER;
    row += height;
  }
}

function copyColumns(a: usize, stride: usize, height: usize, k: usize, panel: usize): void {
  const step = height * NUMBER;
  for (const end = panel + k * step; panel < end; panel += step, a += stride) {
    v128.store(panel, v128.load(a));
    if (height == 6) store<u64>(panel, load<u64>(a, 16), 16);
  }
}

function repeatColumns(a: usize, stride: usize, columns: usize, height: usize, k: usize, panel: usize): void {
  const step = height * NUMBER;
  for (const end = panel + k * step; panel < end; panel += step, a += stride) {
    for (let i: usize = 0; i < height; i++) store<f32>(panel + i * NUMBER, load<f32>(a + min(i, columns - 1) * NUMBER));
  }
}

function interleaveRows(a: usize, stride: usize, rows: usize, height: usize, k: usize, panel: usize): void {
  const last = rows - 1;
  const a1 = a + min<usize>(1, last) * stride, a2 = a + min<usize>(2, last) * stride, a3 = a + min<usize>(3, last) * stride;
  interleaveFour(a, a1, a2, a3, k, panel, height * NUMBER);
  if (height == 6) interleaveTwo(a + min<usize>(4, last) * stride, a + min<usize>(5, last) * stride, k, panel + 4 * NUMBER, height * NUMBER);
}

/** Four rows of k numbers as k times four, `step` bytes apart. */
function interleaveFour(a0: usize, a1: usize, a2: usize, a3: usize, k: usize, to: usize, step: usize): void {
  let at: usize = 0;
  for (; at < (k & ~3) * NUMBER; at += 16, to += 4 * step) {
    transposeFour(a0 + at, a1 + at, a2 + at, a3 + at, to, step);
  }
  for (; at < k * NUMBER; at += NUMBER, to += step) {
    store<f32>(to, load<f32>(a0 + at));
    store<f32>(to, load<f32>(a1 + at), 4);
    store<f32>(to, load<f32>(a2 + at), 8);
    store<f32>(to, load<f32>(a3 + at), 12);
  }
}

function interleaveTwo(a0: usize, a1: usize, k: usize, to: usize, step: usize): void {
  let at: usize = 0;
  for (; at < (k & ~3) * NUMBER; at += 16, to += 4 * step) {
    const r0 = v128.load(a0 + at), r1 = v128.load(a1 + at);
    const low = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), high = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    v128.store64_lane(to, low, 0);
    v128.store64_lane(to + step, low, 1);
    v128.store64_lane(to + 2 * step, high, 0);
    v128.store64_lane(to + 3 * step, high, 1);
  }
  for (; at < k * NUMBER; at += NUMBER, to += step) {
    store<f32>(to, load<f32>(a0 + at));
    store<f32>(to, load<f32>(a1 + at), 4);
  }
}
