/** The gradient of max pooling over windows that lie side by side, neither overlapping nor leaving gaps: the case of every course. */
import { NUMBER, VECTOR } from './vector';

/**
 * For one image: `x` `[height, width, c]` and `dy` `[height / fh, width / fw, c]` into `dx`, whose last rows and columns stay zero
 * where no window reaches them. Each gradient goes to the first of the largest values; four channels at a time.
 */
export function poolGradient(x: usize, height: usize, width: usize, c: usize, fh: usize, fw: usize, dy: usize, dx: usize): void {
  const pixel = c * NUMBER;
  const row = width * pixel;
  if (height % fh != 0 || width % fw != 0) memory.fill(dx, 0, height * row);
  for (let outRow: usize = 0; outRow < height / fh; outRow++) {
    let at = outRow * fh * row;
    for (let outColumn: usize = 0; outColumn < width / fw; outColumn++) {
      let channel: usize = 0;
      for (; channel + VECTOR <= pixel; channel += VECTOR) fourChannels(x + at + channel, fh, fw, pixel, row, dy + channel, dx + at + channel);
      for (; channel < pixel; channel += NUMBER) oneChannel(x + at + channel, fh, fw, pixel, row, dy + channel, dx + at + channel);
      at += fw * pixel;
      dy += pixel;
    }
  }
}

@inline
function fourChannels(x: usize, fh: usize, fw: usize, pixel: usize, row: usize, dy: usize, dx: usize): void {
  let largest = v128.load(x);
  let place = i32x4.splat(0);
  let tap = 0;
  for (let i: usize = 0; i < fh; i++) {
    for (let at = i * row, end = at + fw * pixel; at < end; at += pixel, tap++) {
      const value = v128.load(x + at);
      const larger = f32x4.gt(value, largest);
      largest = v128.bitselect(value, largest, larger);
      place = v128.bitselect(i32x4.splat(tap), place, larger);
    }
  }
  const gradient = v128.load(dy);
  tap = 0;
  for (let i: usize = 0; i < fh; i++) {
    for (let at = i * row, end = at + fw * pixel; at < end; at += pixel, tap++) {
      v128.store(dx + at, v128.and(gradient, i32x4.eq(place, i32x4.splat(tap))));
    }
  }
}

@inline
function oneChannel(x: usize, fh: usize, fw: usize, pixel: usize, row: usize, dy: usize, dx: usize): void {
  let largest: usize = 0;
  for (let i: usize = 0; i < fh; i++) {
    for (let at = i * row, end = at + fw * pixel; at < end; at += pixel) {
      if (load<f32>(x + at) > load<f32>(x + largest)) largest = at;
      store<f32>(dx + at, 0);
    }
  }
  store<f32>(dx + largest, load<f32>(dy));
}
