/** Products in which one operand is a single row or column: what a step on one image is made of. They only stream the matrix. */
import { multiplyAdd, NUMBER, sumOf, VECTOR } from './vector';

/** y = x · B for `x` `[k]`, `b` `[k, n]`, `y` `[n]`. Four rows of B at a time, so that y is read and written a quarter as often. */
export function rowTimesMatrix(x: usize, b: usize, y: usize, k: usize, n: usize): void {
  memory.fill(y, 0, n * NUMBER);
  addRowTimesMatrix(x, b, y, k, n);
}

/** y ← y + x · B, else the same. */
export function addRowTimesMatrix(x: usize, b: usize, y: usize, k: usize, n: usize): void {
  let row: usize = 0;
  for (; row + 4 <= k; row += 4) addFourRows(x + row * NUMBER, b + row * n * NUMBER, y, n);
  for (; row < k; row++) addRow(load<f32>(x + row * NUMBER), b + row * n * NUMBER, y, n);
}

function addFourRows(x: usize, b: usize, y: usize, n: usize): void {
  const stride = n * NUMBER;
  const b1 = b + stride, b2 = b1 + stride, b3 = b2 + stride;
  const x0 = v128.load32_splat(x), x1 = v128.load32_splat(x, 4), x2 = v128.load32_splat(x, 8), x3 = v128.load32_splat(x, 12);
  const whole = (n & ~3) * NUMBER;
  let at: usize = 0;
  for (; at < whole; at += VECTOR) {
    let even = multiplyAdd(x0, v128.load(b + at), v128.load(y + at));
    let odd = f32x4.mul(x1, v128.load(b1 + at));
    even = multiplyAdd(x2, v128.load(b2 + at), even);
    odd = multiplyAdd(x3, v128.load(b3 + at), odd);
    v128.store(y + at, f32x4.add(even, odd));
  }
  for (; at < stride; at += NUMBER) {
    const even = load<f32>(x) * load<f32>(b + at) + load<f32>(x, 8) * load<f32>(b2 + at);
    const odd = load<f32>(x, 4) * load<f32>(b1 + at) + load<f32>(x, 12) * load<f32>(b3 + at);
    store<f32>(y + at, load<f32>(y + at) + (even + odd));
  }
}

function addRow(factor: f32, b: usize, y: usize, n: usize): void {
  const factors = f32x4.splat(factor);
  const whole = (n & ~3) * NUMBER;
  let at: usize = 0;
  for (; at < whole; at += VECTOR) v128.store(y + at, multiplyAdd(factors, v128.load(b + at), v128.load(y + at)));
  for (; at < n * NUMBER; at += NUMBER) store<f32>(y + at, load<f32>(y + at) + factor * load<f32>(b + at));
}

/** y = x · Bᵀ for `x` `[k]`, `b` `[n, k]`, `y` `[n]`: a scalar product for each row of B. */
export function rowTimesTransposed(x: usize, b: usize, y: usize, k: usize, n: usize): void {
  const length = k * NUMBER;
  for (let i: usize = 0; i < n; i++) {
    store<f32>(y + i * NUMBER, scalarProduct(x, b, length));
    b += length;
  }
}

function scalarProduct(x: usize, y: usize, length: usize): f32 {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  let at: usize = 0;
  for (; at + 4 * VECTOR <= length; at += 4 * VECTOR) {
    const p = x + at, q = y + at;
    s0 = multiplyAdd(v128.load(p), v128.load(q), s0);
    s1 = multiplyAdd(v128.load(p, 16), v128.load(q, 16), s1);
    s2 = multiplyAdd(v128.load(p, 32), v128.load(q, 32), s2);
    s3 = multiplyAdd(v128.load(p, 48), v128.load(q, 48), s3);
  }
  for (; at + VECTOR <= length; at += VECTOR) s0 = multiplyAdd(v128.load(x + at), v128.load(y + at), s0);
  let sum = sumOf(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
  for (; at < length; at += NUMBER) sum += load<f32>(x + at) * load<f32>(y + at);
  return sum;
}

/** c = xᵀ · y for `x` `[m]`, `y` `[n]`, `c` `[m, n]`. */
export function outerProduct(x: usize, y: usize, c: usize, m: usize, n: usize): void {
  const whole = (n & ~3) * NUMBER;
  for (let row: usize = 0; row < m; row++) {
    const factor = load<f32>(x + row * NUMBER);
    const factors = f32x4.splat(factor);
    let at: usize = 0;
    for (; at < whole; at += VECTOR) v128.store(c + at, f32x4.mul(factors, v128.load(y + at)));
    for (; at < n * NUMBER; at += NUMBER) store<f32>(c + at, factor * load<f32>(y + at));
    c += n * NUMBER;
  }
}
