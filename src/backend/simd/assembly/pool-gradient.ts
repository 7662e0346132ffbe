/** The gradient of max pooling over windows of 2 × 2 that do not overlap, the case of every course. */
import { NUMBER, VECTOR } from './vector';

/**
 * For one image: `x` `[height, width, c]` and `dy` `[height / 2, width / 2, c]` into `dx`, whose last row and column stay zero where
 * no window reaches them. Each gradient goes to the first of the largest values; four channels at a time.
 */
export function poolGradient(x: usize, height: usize, width: usize, c: usize, dy: usize, dx: usize): void {
  const pixel = c * NUMBER;
  const row = width * pixel;
  if (height % 2 != 0 || width % 2 != 0) memory.fill(dx, 0, height * row);
  for (let outRow: usize = 0; outRow < height / 2; outRow++) {
    let at: usize = outRow * 2 * row;
    for (let outColumn: usize = 0; outColumn < width / 2; outColumn++) {
      window(x + at, dy, dx + at, pixel, row);
      at += 2 * pixel;
      dy += pixel;
    }
  }
}

/** One window, all channels. */
// @ts-ignore: decorator
@inline
function window(x: usize, dy: usize, dx: usize, pixel: usize, row: usize): void {
  let at: usize = 0;
  for (; at + VECTOR <= pixel; at += VECTOR) {
    const from = x + at, below = from + row;
    const x00 = v128.load(from), x01 = v128.load(from + pixel), x10 = v128.load(below), x11 = v128.load(below + pixel);
    const right = f32x4.gt(x01, x00);
    const upper = v128.bitselect(x01, x00, right);
    const lower = f32x4.gt(x10, upper);
    const three = v128.bitselect(x10, upper, lower);
    const last = f32x4.gt(x11, three);
    const gradient = v128.load(dy + at);
    const to = dx + at, toBelow = to + row;
    const early = v128.andnot(v128.andnot(gradient, last), lower);
    v128.store(to, v128.andnot(early, right));
    v128.store(to + pixel, v128.and(early, right));
    v128.store(toBelow, v128.and(v128.andnot(gradient, last), lower));
    v128.store(toBelow + pixel, v128.and(gradient, last));
  }
  for (; at < pixel; at += NUMBER) {
    let largest: usize = at;
    if (load<f32>(x + at + pixel) > load<f32>(x + largest)) largest = at + pixel;
    if (load<f32>(x + at + row) > load<f32>(x + largest)) largest = at + row;
    if (load<f32>(x + at + row + pixel) > load<f32>(x + largest)) largest = at + row + pixel;
    const gradient = load<f32>(dy + at);
    store<f32>(dx + at, 0);
    store<f32>(dx + at + pixel, 0);
    store<f32>(dx + at + row, 0);
    store<f32>(dx + at + row + pixel, 0);
    store<f32>(dx + largest, gradient);
  }
}
