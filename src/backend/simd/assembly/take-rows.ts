/**
 * Bytes of a picture as a network's input, where its rows are read as they lie and the input is a line of the byte: the same numbers as by
 * `take-sample.ts`, twelve at a time instead of one look-up each.
 */
import { NUMBER, VECTOR } from './vector';

/** Numbers after which the channels begin anew, whether there are one, two, three, four, six or twelve; and their bytes. */
const PERIOD: usize = 12;
const PART: usize = PERIOD * NUMBER;

/** Four points. The coarse and the fine part of the line are added last; nothing is fused, since it would round otherwise. */
@inline
function pointsOn(bytes: v128, lines: usize): v128 {
  const x = f32x4.convert_i32x4_s(bytes);
  const coarse = f32x4.add(f32x4.mul(x, v128.load(lines)), v128.load(lines, PART));
  const fine = f32x4.add(f32x4.mul(x, v128.load(lines, 2 * PART)), v128.load(lines, 3 * PART));
  return f32x4.add(coarse, fine);
}

@inline
function pointOn(byte: u8, lines: usize): f32 {
  const x = <f32>byte;
  return x * load<f32>(lines) + load<f32>(lines, PART) + (x * load<f32>(lines, 2 * PART) + load<f32>(lines, 3 * PART));
}

/**
 * Writes `[height, length]` numbers to `to`. The first row of bytes is at `first`, the next `down` bytes on; up to four bytes behind a row are read.
 * `lines` is `[4, 12]`: slopes, offsets, and the rests of both.
 */
export function takeRows(first: usize, down: isize, height: usize, length: usize, lines: usize, to: usize): void {
  const rest = length % PERIOD;
  for (let row: usize = 0; row < height; row++, first += down) {
    let from = first;
    for (const end = first + length - rest; from < end; from += PERIOD, to += PART) {
      const bytes = v128.load(from);
      const eight = i16x8.extend_low_i8x16_u(bytes);
      v128.store(to, pointsOn(i32x4.extend_low_i16x8_u(eight), lines));
      v128.store(to, pointsOn(i32x4.extend_high_i16x8_u(eight), lines + VECTOR), VECTOR);
      v128.store(to, pointsOn(i32x4.extend_low_i16x8_u(i16x8.extend_high_i8x16_u(bytes)), lines + 2 * VECTOR), 2 * VECTOR);
    }
    for (let at: usize = 0; at < rest * NUMBER; at += NUMBER, from++, to += NUMBER) store<f32>(to, pointOn(load<u8>(from), lines + at));
  }
}
