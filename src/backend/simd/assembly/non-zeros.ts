/**
 * Gradients that are mostly zeros, as max pooling leaves them (of each window one number at most): their other numbers in lists, so that
 * what follows costs as much as those. A list is of one filter and one image; an entry is the offset of its patch in the image and the number.
 */
import { NUMBER, VECTOR } from './vector';

/** Bytes of an entry: the offset of a patch, then a gradient. */
export const ENTRY: usize = 8;
/** Filters whose lists are made together, in one pass over the gradients. */
export const LISTS: usize = 4;

/** Every so many numbers as many times as many more are looked at. The latter is odd, so as not to meet the same places of the pooling windows. */
const SAMPLE: usize = 16;
const SAMPLE_STEP: usize = 13;

/** The share of numbers other than zero among `count` at `x`, estimated from every thirteenth piece of them. */
export function shareOfNonZeros(x: usize, count: usize): f32 {
  const zero = f32x4.splat(0);
  let found: i32 = 0;
  let seen: i32 = 0;
  for (let at: usize = 0; at + SAMPLE <= count; at += SAMPLE * SAMPLE_STEP) {
    for (let i: usize = 0; i < SAMPLE; i += 4) found += popcnt(v128.bitmask<i32>(f32x4.ne(v128.load(x + (at + i) * NUMBER), zero)));
    seen += <i32>SAMPLE;
  }
  return seen == 0 ? 1 : <f32>found / <f32>seen;
}

/** The bits of the smallest number with all its digits, 2⁻¹²⁶. */
const SMALLEST: u32 = 0x00800000;
/** Bytes of an image whose patches are met at once: they stay in the first-level cache while the filters pass. */
const BAND: usize = 32768;

/** Rows of the output whose patches are met at once, whole windows of `ph`; `rowStep` is from one row's patches to the next's, in bytes. */
@inline
export function rowsInBand(oh: usize, rowStep: usize, ph: usize): usize {
  return min<usize>(oh, max<usize>(1, BAND / rowStep / ph) * ph);
}

/** Bytes for the lists of a band of `pixels`, and where they end. */
@inline
export function listBytes(pixels: usize): usize {
  return VECTOR + LISTS * pixels * ENTRY;
}

/** List `which` of those at `lists`. */
@inline
export function listAt(lists: usize, which: usize, pixels: usize): usize {
  return lists + VECTOR + which * pixels * ENTRY;
}

/** Where list `which` ends. */
@inline
export function endOf(lists: usize, which: usize): usize {
  return load<usize>(lists + which * NUMBER);
}

/** Lists the gradients of four neighbouring filters: `dy` `[oh, ow, k]` from the first of them on. */
export function listNonZeros(dy: usize, oh: usize, ow: usize, k: usize, rowStep: usize, pixelStep: usize, lists: usize): void {
  const pixels = oh * ow;
  let e0 = listAt(lists, 0, pixels), e1 = listAt(lists, 1, pixels), e2 = listAt(lists, 2, pixels), e3 = listAt(lists, 3, pixels);
  for (let row: usize = 0; row < oh; row++) {
    for (let offset = row * rowStep, end = offset + ow * pixelStep; offset < end; offset += pixelStep) {
      // every number is written, and the next over it where it was zero: no branch that a processor could foresee
      e0 = append(e0, <u32>offset, load<u32>(dy));
      e1 = append(e1, <u32>offset, load<u32>(dy, 4));
      e2 = append(e2, <u32>offset, load<u32>(dy, 8));
      e3 = append(e3, <u32>offset, load<u32>(dy, 12));
      dy += k * NUMBER;
    }
  }
  endLists(lists, e0, e1, e2, e3);
}

/** Notes where the four lists end. */
@inline
export function endLists(lists: usize, e0: usize, e1: usize, e2: usize, e3: usize): void {
  store<usize>(lists, e0);
  store<usize>(lists, e1, 4);
  store<usize>(lists, e2, 8);
  store<usize>(lists, e3, 12);
}

/** Writes an entry at `end`, and says where the list ends then. Numbers below 10⁻³⁸, over which processors take long, count as zeros. */
@inline
export function append(end: usize, offset: u32, bits: u32): usize {
  store<u32>(end, offset);
  store<u32>(end, bits, 4);
  return end + (<usize>((bits << 1) >= SMALLEST << 1) << 3);
}
