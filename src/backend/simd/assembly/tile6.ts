/** The micro-kernel of the relaxed build: six rows by eight columns of a product, twelve sums in registers. */
import { multiplyAdd } from './vector';

/**
 * See tile.ts. Two steps of k a turn, which the compiler would mix, and run out of registers, were there no way out between them.
 */
export function tile6(
  rows: usize, aStep: usize, aJump: usize, b: usize, bStep: usize, bJump: usize,
  length: usize, segments: usize, c: usize, cStride: usize, add: bool,
): void {
  let a0 = load<usize>(rows), a1 = load<usize>(rows, 4), a2 = load<usize>(rows, 8);
  let a3 = load<usize>(rows, 12), a4 = load<usize>(rows, 16), a5 = load<usize>(rows, 20);
  const c1 = c + cStride, c2 = c1 + cStride, c3 = c2 + cStride, c4 = c3 + cStride, c5 = c4 + cStride;
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00;
  let s30 = s00, s31 = s00, s40 = s00, s41 = s00, s50 = s00, s51 = s00;
  if (add) {
    s00 = v128.load(c); s01 = v128.load(c, 16); s10 = v128.load(c1); s11 = v128.load(c1, 16);
    s20 = v128.load(c2); s21 = v128.load(c2, 16); s30 = v128.load(c3); s31 = v128.load(c3, 16);
    s40 = v128.load(c4); s41 = v128.load(c4, 16); s50 = v128.load(c5); s51 = v128.load(c5, 16);
  }
  for (; segments > 0; segments--) {
    const end = b + length * bStep;
    while (true) {
      let b0 = v128.load(b), b1 = v128.load(b, 16);
      let a = v128.load32_splat(a0);
      s00 = multiplyAdd(a, b0, s00); s01 = multiplyAdd(a, b1, s01);
      a = v128.load32_splat(a1);
      s10 = multiplyAdd(a, b0, s10); s11 = multiplyAdd(a, b1, s11);
      a = v128.load32_splat(a2);
      s20 = multiplyAdd(a, b0, s20); s21 = multiplyAdd(a, b1, s21);
      a = v128.load32_splat(a3);
      s30 = multiplyAdd(a, b0, s30); s31 = multiplyAdd(a, b1, s31);
      a = v128.load32_splat(a4);
      s40 = multiplyAdd(a, b0, s40); s41 = multiplyAdd(a, b1, s41);
      a = v128.load32_splat(a5);
      s50 = multiplyAdd(a, b0, s50); s51 = multiplyAdd(a, b1, s51);
      a0 += aStep; a1 += aStep; a2 += aStep; a3 += aStep; a4 += aStep; a5 += aStep; b += bStep;
      if (b == end) break;
      b0 = v128.load(b); b1 = v128.load(b, 16);
      a = v128.load32_splat(a0);
      s00 = multiplyAdd(a, b0, s00); s01 = multiplyAdd(a, b1, s01);
      a = v128.load32_splat(a1);
      s10 = multiplyAdd(a, b0, s10); s11 = multiplyAdd(a, b1, s11);
      a = v128.load32_splat(a2);
      s20 = multiplyAdd(a, b0, s20); s21 = multiplyAdd(a, b1, s21);
      a = v128.load32_splat(a3);
      s30 = multiplyAdd(a, b0, s30); s31 = multiplyAdd(a, b1, s31);
      a = v128.load32_splat(a4);
      s40 = multiplyAdd(a, b0, s40); s41 = multiplyAdd(a, b1, s41);
      a = v128.load32_splat(a5);
      s50 = multiplyAdd(a, b0, s50); s51 = multiplyAdd(a, b1, s51);
      a0 += aStep; a1 += aStep; a2 += aStep; a3 += aStep; a4 += aStep; a5 += aStep; b += bStep;
      if (b == end) break;
    }
    a0 += aJump; a1 += aJump; a2 += aJump; a3 += aJump; a4 += aJump; a5 += aJump;
    b += bJump;
  }
  v128.store(c, s00); v128.store(c, s01, 16); v128.store(c1, s10); v128.store(c1, s11, 16);
  v128.store(c2, s20); v128.store(c2, s21, 16); v128.store(c3, s30); v128.store(c3, s31, 16);
  v128.store(c4, s40); v128.store(c4, s41, 16); v128.store(c5, s50); v128.store(c5, s51, 16);
}
