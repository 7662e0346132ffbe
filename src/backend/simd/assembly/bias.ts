/** What follows a product: bias and ReLU, in one pass. */
import { NUMBER, VECTOR } from './vector';

/**
 * y = x + `bias` `[columns]` on every row of `[rows, columns]`, and with `relu` nothing below zero; y may be x. NaN stays NaN.
 * Two vectors of the bias stay in registers while all rows pass where there are few columns, as after a convolution.
 */
export function addBias(x: usize, y: usize, rows: usize, columns: usize, bias: usize, relu: bool): void {
  const least: f32 = relu ? 0 : -Infinity;
  if (columns == 8) addToEights(x, y, rows, bias, f32x4.splat(least));
  else addToRows(x, y, rows, columns, bias, least);
}

function addToEights(x: usize, y: usize, rows: usize, bias: usize, least: v128): void {
  const low = v128.load(bias), high = v128.load(bias, VECTOR);
  const end = rows * 2 * VECTOR;
  for (let at: usize = 0; at < end; at += 2 * VECTOR) {
    v128.store(y + at, atLeast(least, f32x4.add(v128.load(x + at), low)));
    v128.store(y + at, atLeast(least, f32x4.add(v128.load(x + at, VECTOR), high)), VECTOR);
  }
}

function addToRows(x: usize, y: usize, rows: usize, columns: usize, bias: usize, least: f32): void {
  const stride = columns * NUMBER;
  const whole = (columns & ~3) * NUMBER;
  const leasts = f32x4.splat(least);
  for (let row: usize = 0; row < rows; row++) {
    let at: usize = 0;
    for (; at < whole; at += VECTOR) v128.store(y + at, atLeast(leasts, f32x4.add(v128.load(x + at), v128.load(bias + at))));
    for (; at < stride; at += NUMBER) store<f32>(y + at, max<f32>(least, load<f32>(x + at) + load<f32>(bias + at)));
    x += stride;
    y += stride;
  }
}

/** The larger, NaN if `value` is: one instruction where that of `max`, which looks at both, is six. */
@inline
function atLeast(least: v128, value: v128): v128 {
  return f32x4.pmax(value, least);
}
