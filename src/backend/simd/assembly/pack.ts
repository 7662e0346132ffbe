/** Operands brought into the order in which a tile reads them. */
import { COLUMNS, PANEL_ROW } from './tile';
import { NUMBER, VECTOR } from './vector';

/** Four numbers of each of four rows, written as four of each of four columns. */
@inline
export function transposeFour(from0: usize, from1: usize, from2: usize, from3: usize, to: usize, toStride: usize): void {
  const r0 = v128.load(from0), r1 = v128.load(from1), r2 = v128.load(from2), r3 = v128.load(from3);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(to + toStride, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(to + 2 * toStride, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(to + 3 * toStride, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

/** `from` `[height, width]` written as `[width, height]`; strides in bytes. */
export function transpose(from: usize, fromStride: usize, height: usize, width: usize, to: usize, toStride: usize): void {
  const evenHeight = height & ~3;
  const evenWidth = width & ~3;
  for (let column: usize = 0; column < evenWidth; column += 4) {
    for (let row: usize = 0; row < evenHeight; row += 4) {
      const at = from + row * fromStride + column * NUMBER, below = at + 2 * fromStride;
      transposeFour(at, at + fromStride, below, below + fromStride, to + column * toStride + row * NUMBER, toStride);
    }
  }
  for (let row: usize = 0; row < height; row++) {
    for (let column = row < evenHeight ? evenWidth : 0; column < width; column++) {
      store<f32>(to + column * toStride + row * NUMBER, load<f32>(from + row * fromStride + column * NUMBER));
    }
  }
}

/**
 * B `[k, n]` (`transposed`: held as `[n, k]`) in panels of eight columns, `panelStride` bytes apart: `[k, 8]` each. The columns of the
 * last panel that are not in B are left as they are: what they add up to is never stored in C.
 */
export function packPanels(b: usize, stride: usize, transposed: bool, k: usize, n: usize, panels: usize, panelStride: usize): void {
  for (let column: usize = 0; column < n; column += COLUMNS) {
    const width = min(n - column, COLUMNS);
    if (transposed) transpose(b + column * stride, stride, width, k, panels, PANEL_ROW);
    else copyPanel(b + column * NUMBER, stride, k, width, panels);
    panels += panelStride;
  }
}

function copyPanel(b: usize, stride: usize, k: usize, width: usize, panel: usize): void {
  const end = panel + k * PANEL_ROW;
  if (width == COLUMNS) {
    for (; panel < end; panel += PANEL_ROW, b += stride) {
      v128.store(panel, v128.load(b));
      v128.store(panel, v128.load(b, VECTOR), VECTOR);
    }
    return;
  }
  for (; panel < end; panel += PANEL_ROW, b += stride) {
    for (let at: usize = 0; at < width * NUMBER; at += NUMBER) store<f32>(panel + at, load<f32>(b + at));
  }
}
