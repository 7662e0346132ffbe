/** An image with zeros around it, and for a gradient through a stride also between its pixels. */
import { NUMBER } from './vector';

/**
 * Copies `from` `[height, width, channels]` into the zeros of `to` `[toHeight, toWidth, channels]`: its first pixel comes to `top`,
 * `left` (either may be negative), the others lie `spreadY` and `spreadX` apart. What falls outside is left out.
 */
export function placeImage(
  from: usize, height: i32, width: i32, channels: i32,
  to: usize, toHeight: i32, toWidth: i32, top: i32, left: i32, spreadY: i32, spreadX: i32,
): void {
  const pixel = <usize>channels * NUMBER;
  memory.fill(to, 0, <usize>(toHeight * toWidth) * pixel);
  const first = left < 0 ? (spreadX - 1 - left) / spreadX : 0;
  const end = min(width, (toWidth - left + spreadX - 1) / spreadX);
  if (end <= first) return;
  for (let row = 0; row < height; row++) {
    const toRow = top + row * spreadY;
    if (toRow < 0 || toRow >= toHeight) continue;
    let source = from + <usize>(row * width + first) * pixel;
    let target = to + <usize>(toRow * toWidth + left + first * spreadX) * pixel;
    if (spreadX == 1) {
      memory.copy(target, source, <usize>(end - first) * pixel);
      continue;
    }
    for (let column = first; column < end; column++) {
      for (let at: usize = 0; at < pixel; at += NUMBER) store<f32>(target + at, load<f32>(source + at));
      source += pixel;
      target += <usize>spreadX * pixel;
    }
  }
}
