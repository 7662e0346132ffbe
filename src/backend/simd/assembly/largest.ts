/** The lists of non-zeros.ts from max pooling itself, whose gradient, zeros and all, is then never written. */
import { append, endLists, listAt } from './non-zeros';
import { NUMBER } from './vector';

/**
 * Lists the gradients of four neighbouring filters behind max pooling: `pooled` `[oh / ph, ow / pw, k]` is what comes back to windows of `ph` × `pw`,
 * side by side, over `y` `[oh, ow, k]`, both from the first of the filters on. Each goes to the first of the largest.
 */
export function listLargest(
  y: usize, oh: usize, ow: usize, k: usize, pooled: usize, ph: usize, pw: usize, rowStep: usize, pixelStep: usize, lists: usize,
): void {
  const pixels = oh * ow;
  const pixel = k * NUMBER, row = ow * pixel;
  let e0 = listAt(lists, 0, pixels), e1 = listAt(lists, 1, pixels), e2 = listAt(lists, 2, pixels), e3 = listAt(lists, 3, pixels);
  const downs = i32x4.splat(<i32>rowStep), rights = i32x4.splat(<i32>pixelStep);
  for (let top: usize = 0; top + ph <= oh; top += ph) {
    for (let left: usize = 0; left + pw <= ow; left += pw) {
      const window = y + top * row + left * pixel;
      const offset = top * rowStep + left * pixelStep;
      const place = ph == 2 && pw == 2
        ? i32x4.add(i32x4.splat(<i32>offset), largestOfFour(window, pixel, row, rights, downs))
        : largestOf(window, ph, pw, pixel, row, offset, pixelStep, rowStep);
      const gradient = v128.load(pooled);
      e0 = append(e0, i32x4.extract_lane(place, 0), i32x4.extract_lane(gradient, 0));
      e1 = append(e1, i32x4.extract_lane(place, 1), i32x4.extract_lane(gradient, 1));
      e2 = append(e2, i32x4.extract_lane(place, 2), i32x4.extract_lane(gradient, 2));
      e3 = append(e3, i32x4.extract_lane(place, 3), i32x4.extract_lane(gradient, 3));
      pooled += pixel;
    }
  }
  endLists(lists, e0, e1, e2, e3);
}

/** Where the first largest lie in windows of `ph` × `pw` over four filters. The window begins at `offset`; steps are from place to place. */
@inline
function largestOf(window: usize, ph: usize, pw: usize, pixel: usize, row: usize, offset: usize, right: usize, down: usize): v128 {
  let largest = v128.load(window);
  let place = i32x4.splat(<i32>offset);
  for (let i: usize = 0; i < ph; i++) {
    let to = offset + i * down;
    for (let at = window + i * row, end = at + pw * pixel; at < end; at += pixel, to += right) {
      const value = v128.load(at);
      const larger = f32x4.gt(value, largest);
      largest = v128.bitselect(value, largest, larger);
      place = v128.bitselect(i32x4.splat(<i32>to), place, larger);
    }
  }
  return place;
}

/** The same for the usual windows, from where they begin. With NaN in the window it may be another place, and the gradient is NaN. */
@inline
function largestOfFour(window: usize, pixel: usize, row: usize, rights: v128, downs: v128): v128 {
  const v1 = v128.load(window), v2 = v128.load(window + pixel), v3 = v128.load(window + row), v4 = v128.load(window + row + pixel);
  const below = f32x4.gt(f32x4.pmax(v3, v4), f32x4.pmax(v1, v2));
  const right = v128.bitselect(f32x4.gt(v4, v3), f32x4.gt(v2, v1), below);
  return i32x4.add(v128.and(below, downs), v128.and(right, rights));
}
