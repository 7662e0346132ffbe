/**
 * Max and average pooling of one volume, or of an image as a volume one plane deep, and the gradient of the mean. A row of outputs in two
 * passes: first over the planes and rows under its windows, number by number, then along the row. The maximum with NaN is NaN.
 */
import { NUMBER, VECTOR } from './vector';

@inline
function both(a: v128, b: v128, mean: bool): v128 {
  return mean ? f32x4.add(a, b) : f32x4.max(a, b);
}

@inline
function bothNumbers(a: f32, b: f32, mean: bool): f32 {
  return mean ? a + b : max<f32>(a, b);
}

/** to = to with `from`, number by number. */
@inline
function takeRow(to: usize, from: usize, bytes: usize, mean: bool): void {
  let at: usize = 0;
  for (; at + VECTOR <= bytes; at += VECTOR) v128.store(to + at, both(v128.load(to + at), v128.load(from + at), mean));
  for (; at < bytes; at += NUMBER) store<f32>(to + at, bothNumbers(load<f32>(to + at), load<f32>(from + at), mean));
}

/**
 * to = the `count` pixels from `from` on, taken together and multiplied. Channels that fill no vector are made with some of their
 * neighbours': those before them again, or with `spill` those of the next pixel, which is made next.
 */
@inline
function takePixels(to: usize, from: usize, count: isize, pixel: usize, least: f32, factor: f32, mean: bool, spill: bool): void {
  let at: usize = 0;
  for (; at + VECTOR <= pixel; at += VECTOR) takeVector(to + at, from + at, count, pixel, least, factor, mean);
  if (at == pixel) return;
  if (pixel > VECTOR) takeVector(to + pixel - VECTOR, from + pixel - VECTOR, count, pixel, least, factor, mean);
  else if (spill) takeVector(to, from, count, pixel, least, factor, mean);
  else {
    for (; at < pixel; at += NUMBER) {
      let taken = least;
      for (let i: isize = 0; i < count; i++) taken = bothNumbers(taken, load<f32>(from + at + i * pixel), mean);
      store<f32>(to + at, mean ? taken * factor : taken);
    }
  }
}

@inline
function takeVector(to: usize, from: usize, count: isize, pixel: usize, least: f32, factor: f32, mean: bool): void {
  let taken = f32x4.splat(least);
  for (let i: isize = 0; i < count; i++) taken = both(taken, v128.load(from + i * pixel), mean);
  v128.store(to, mean ? f32x4.mul(taken, f32x4.splat(factor)) : taken);
}

/**
 * `x` `[depth, height, width, c]` into `y` `[od, oh, ow, c]`: of each window `[fd, fh, fw]` the part inside the volume. `row` is room
 * for width · c numbers and a vector. Windows begin `front`, `top` and `left` before the volume.
 */
@inline
function pool(
  x: usize, depth: isize, height: isize, width: isize, c: usize, fd: isize, fh: isize, fw: isize, strideZ: isize, strideY: isize, strideX: isize,
  front: isize, top: isize, left: isize, y: usize, od: isize, oh: isize, ow: isize, row: usize, mean: bool,
): void {
  const pixel = c * NUMBER, rowBytes = width * pixel, least: f32 = mean ? 0 : -Infinity;
  const yEnd = y + od * oh * ow * pixel;
  for (let oz: isize = 0; oz < od; oz++) {
    const z = max(oz * strideZ - front, 0), zEnd = min(oz * strideZ - front + fd, depth);
    for (let oy: isize = 0; oy < oh; oy++) {
      const r = max(oy * strideY - top, 0), rEnd = min(oy * strideY - top + fh, height);
      let taken = x + (z * height + r) * rowBytes;
      if (pixel < VECTOR || zEnd - z > 1 || rEnd - r > 1) {
        memory.copy(row, taken, rowBytes);
        for (let plane = z; plane < zEnd; plane++) {
          for (let line = plane == z ? r + 1 : r; line < rEnd; line++) takeRow(row, x + (plane * height + line) * rowBytes, rowBytes, mean);
        }
        taken = row;
      }
      const lines = max(zEnd - z, 0) * max(rEnd - r, 0);
      for (let ox: isize = 0; ox < ow; ox++, y += pixel) {
        const column = max(ox * strideX - left, 0), end = min(ox * strideX - left + fw, width);
        const count = lines > 0 ? max(end - column, 0) : 0;
        takePixels(y, taken + column * pixel, count, pixel, least, 1 / <f32>(lines * count), mean, y + VECTOR <= yEnd);
      }
    }
  }
}

export function maxPool(
  x: usize, depth: isize, height: isize, width: isize, c: usize, fd: isize, fh: isize, fw: isize, strideZ: isize, strideY: isize, strideX: isize,
  front: isize, top: isize, left: isize, y: usize, od: isize, oh: isize, ow: isize, row: usize,
): void {
  pool(x, depth, height, width, c, fd, fh, fw, strideZ, strideY, strideX, front, top, left, y, od, oh, ow, row, false);
}

export function meanPool(
  x: usize, depth: isize, height: isize, width: isize, c: usize, fd: isize, fh: isize, fw: isize, strideZ: isize, strideY: isize, strideX: isize,
  front: isize, top: isize, left: isize, y: usize, od: isize, oh: isize, ow: isize, row: usize,
): void {
  pool(x, depth, height, width, c, fd, fh, fw, strideZ, strideY, strideX, front, top, left, y, od, oh, ow, row, true);
}

/** Adds to `dx` what each output's gradient `dy`, divided by the whole window's size, gives to the part of the window inside: the adjoint. */
export function addMeanPoolGradient(
  dx: usize, depth: isize, height: isize, width: isize, c: usize, fd: isize, fh: isize, fw: isize, strideZ: isize, strideY: isize, strideX: isize,
  front: isize, top: isize, left: isize, dy: usize, od: isize, oh: isize, ow: isize, row: usize,
): void {
  const pixel = c * NUMBER, rowBytes = width * pixel, share = f32x4.splat(1 / <f32>(fd * fh * fw));
  for (let oz: isize = 0; oz < od; oz++) {
    const z = max(oz * strideZ - front, 0), zEnd = min(oz * strideZ - front + fd, depth);
    for (let oy: isize = 0; oy < oh; oy++) {
      const r = max(oy * strideY - top, 0), rEnd = min(oy * strideY - top + fh, height);
      memory.fill(row, 0, rowBytes);
      for (let ox: isize = 0; ox < ow; ox++, dy += pixel) {
        const column = max(ox * strideX - left, 0), end = min(ox * strideX - left + fw, width);
        for (let i = column; i < end; i++) addShare(row + i * pixel, dy, pixel, share);
      }
      for (let plane = z; plane < zEnd; plane++) {
        for (let line = r; line < rEnd; line++) takeRow(dx + (plane * height + line) * rowBytes, row, rowBytes, true);
      }
    }
  }
}

@inline
function addShare(to: usize, dy: usize, pixel: usize, share: v128): void {
  let at: usize = 0;
  for (; at + VECTOR <= pixel; at += VECTOR) v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(v128.load(dy + at), share)));
  for (; at < pixel; at += NUMBER) store<f32>(to + at, load<f32>(to + at) + load<f32>(dy + at) * f32x4.extract_lane(share, 0));
}
