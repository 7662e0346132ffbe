/**
 * Rank-one updates of a matrix, several in one pass over it. Each number takes them one after the other in the given order, with the
 * same instructions whatever their count: two passes with half of them each give the very same bits.
 */
import { multiplyAdd, NUMBER, VECTOR } from './vector';

/** w `[inputs, units]` ← w + Σₛ xₛᵀ · eₛ for the rows of `x` `[count, inputs]` and of `e` `[count, units]`. */
export function addOuterProducts(x: usize, e: usize, count: usize, w: usize, inputs: usize, units: usize): void {
  const step = inputs * NUMBER, stride = units * NUMBER;
  let row: usize = 0;
  for (; row + 4 <= inputs; row += 4) {
    let at = addToFour(x + row * NUMBER, step, e, count, w, stride);
    for (; at < stride; at += NUMBER) {
      for (let i: usize = 0; i < 4; i++) addToNumber(x + (row + i) * NUMBER, step, e + at, stride, count, w + i * stride + at);
    }
    w += 4 * stride;
  }
  for (; row < inputs; row++) {
    let at = addToRow(x + row * NUMBER, step, e, count, w, stride);
    for (; at < stride; at += NUMBER) addToNumber(x + row * NUMBER, step, e + at, stride, count, w + at);
    w += stride;
  }
}

/** Four rows of w, two vectors at a time: eight sums hide the time an addition takes. Returns how far it came. */
function addToFour(x: usize, step: usize, e: usize, count: usize, w0: usize, stride: usize): usize {
  const w1 = w0 + stride, w2 = w1 + stride, w3 = w2 + stride;
  let at: usize = 0;
  for (; at + 2 * VECTOR <= stride; at += 2 * VECTOR) {
    let s00 = v128.load(w0 + at), s01 = v128.load(w0 + at, 16), s10 = v128.load(w1 + at), s11 = v128.load(w1 + at, 16);
    let s20 = v128.load(w2 + at), s21 = v128.load(w2 + at, 16), s30 = v128.load(w3 + at), s31 = v128.load(w3 + at, 16);
    for (let s: usize = 0, from = x, error = e + at; s < count; s++, from += step, error += stride) {
      const e0 = v128.load(error), e1 = v128.load(error, 16);
      let a = v128.load32_splat(from);
      s00 = multiplyAdd(a, e0, s00); s01 = multiplyAdd(a, e1, s01);
      a = v128.load32_splat(from, 4);
      s10 = multiplyAdd(a, e0, s10); s11 = multiplyAdd(a, e1, s11);
      a = v128.load32_splat(from, 8);
      s20 = multiplyAdd(a, e0, s20); s21 = multiplyAdd(a, e1, s21);
      a = v128.load32_splat(from, 12);
      s30 = multiplyAdd(a, e0, s30); s31 = multiplyAdd(a, e1, s31);
    }
    v128.store(w0 + at, s00); v128.store(w0 + at, s01, 16); v128.store(w1 + at, s10); v128.store(w1 + at, s11, 16);
    v128.store(w2 + at, s20); v128.store(w2 + at, s21, 16); v128.store(w3 + at, s30); v128.store(w3 + at, s31, 16);
  }
  for (; at + VECTOR <= stride; at += VECTOR) {
    let s0 = v128.load(w0 + at), s1 = v128.load(w1 + at), s2 = v128.load(w2 + at), s3 = v128.load(w3 + at);
    for (let s: usize = 0, from = x, error = e + at; s < count; s++, from += step, error += stride) {
      const e0 = v128.load(error);
      s0 = multiplyAdd(v128.load32_splat(from), e0, s0); s1 = multiplyAdd(v128.load32_splat(from, 4), e0, s1);
      s2 = multiplyAdd(v128.load32_splat(from, 8), e0, s2); s3 = multiplyAdd(v128.load32_splat(from, 12), e0, s3);
    }
    v128.store(w0 + at, s0); v128.store(w1 + at, s1); v128.store(w2 + at, s2); v128.store(w3 + at, s3);
  }
  return at;
}

function addToRow(x: usize, step: usize, e: usize, count: usize, w: usize, stride: usize): usize {
  let at: usize = 0;
  for (; at + VECTOR <= stride; at += VECTOR) {
    let sum = v128.load(w + at);
    for (let s: usize = 0, from = x, error = e + at; s < count; s++, from += step, error += stride) {
      sum = multiplyAdd(v128.load32_splat(from), v128.load(error), sum);
    }
    v128.store(w + at, sum);
  }
  return at;
}

function addToNumber(x: usize, step: usize, e: usize, stride: usize, count: usize, w: usize): void {
  let sum = load<f32>(w);
  for (let s: usize = 0; s < count; s++, x += step, e += stride) sum += load<f32>(x) * load<f32>(e);
  store<f32>(w, sum);
}
