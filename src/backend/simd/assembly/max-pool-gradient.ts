/** The gradient of max pooling for any windows: each output's gradient goes to the first of the largest values under it. */
import { NUMBER, VECTOR } from './vector';

/** Adds to `dx` `[depth, height, width, c]`, for `x` of that shape, the gradients `dy` `[od, oh, ow, c]`. See pool-volume.ts. */
export function addMaxPoolGradient(
  x: usize, dx: usize, depth: isize, height: isize, width: isize, c: usize, fd: isize, fh: isize, fw: isize,
  strideZ: isize, strideY: isize, strideX: isize, front: isize, top: isize, left: isize, dy: usize, od: isize, oh: isize, ow: isize,
): void {
  const pixel = c * NUMBER;
  for (let oz: isize = 0; oz < od; oz++) {
    const z = max(oz * strideZ - front, 0), planes = min(oz * strideZ - front + fd, depth) - z;
    for (let oy: isize = 0; oy < oh; oy++) {
      const r = max(oy * strideY - top, 0), rows = min(oy * strideY - top + fh, height) - r;
      for (let ox: isize = 0; ox < ow; ox++, dy += pixel) {
        const column = max(ox * strideX - left, 0), columns = min(ox * strideX - left + fw, width) - column;
        if (planes <= 0 || rows <= 0 || columns <= 0) continue;
        const corner = ((z * height + r) * width + column) * pixel;
        let at: usize = 0;
        for (; at + VECTOR <= pixel; at += VECTOR) {
          fourChannels(x + corner + at, dx + corner + at, planes, height * width * pixel, rows, width * pixel, columns, pixel, dy + at);
        }
        for (; at < pixel; at += NUMBER) {
          oneChannel(x + corner + at, dx + corner + at, planes, height * width * pixel, rows, width * pixel, columns, pixel, dy + at);
        }
      }
    }
  }
}

@inline
function fourChannels(
  x: usize, dx: usize, planes: usize, plane: usize, rows: usize, row: usize, columns: usize, pixel: usize, dy: usize,
): void {
  let largest = v128.load(x), place = i32x4.splat(0), tap = 0;
  for (let p: usize = 0; p < planes; p++) {
    for (let r: usize = 0; r < rows; r++) {
      for (let at = p * plane + r * row, end = at + columns * pixel; at < end; at += pixel, tap++) {
        const value = v128.load(x + at);
        const larger = f32x4.gt(value, largest);
        largest = v128.bitselect(value, largest, larger);
        place = v128.bitselect(i32x4.splat(tap), place, larger);
      }
    }
  }
  const gradient = v128.load(dy);
  tap = 0;
  for (let p: usize = 0; p < planes; p++) {
    for (let r: usize = 0; r < rows; r++) {
      for (let at = p * plane + r * row, end = at + columns * pixel; at < end; at += pixel, tap++) {
        const here = v128.and(gradient, i32x4.eq(place, i32x4.splat(tap)));
        v128.store(dx + at, f32x4.add(v128.load(dx + at), here));
      }
    }
  }
}

@inline
function oneChannel(
  x: usize, dx: usize, planes: usize, plane: usize, rows: usize, row: usize, columns: usize, pixel: usize, dy: usize,
): void {
  let largest: usize = 0;
  for (let p: usize = 0; p < planes; p++) {
    for (let r: usize = 0; r < rows; r++) {
      for (let at = p * plane + r * row, end = at + columns * pixel; at < end; at += pixel) {
        if (load<f32>(x + at) > load<f32>(x + largest)) largest = at;
      }
    }
  }
  store<f32>(dx + largest, load<f32>(dx + largest) + load<f32>(dy));
}
