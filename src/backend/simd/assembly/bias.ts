/** What follows a product: bias and ReLU, in one pass. */
import { NUMBER, VECTOR } from './vector';

/** Adds `bias` `[columns]` to every row of `y` `[rows, columns]`, and with `relu` cuts off what is below zero. NaN stays NaN. */
export function addBias(y: usize, rows: usize, columns: usize, bias: usize, relu: bool): void {
  const stride = columns * NUMBER;
  const whole = (columns & ~3) * NUMBER;
  const least = f32x4.splat(relu ? 0 : -Infinity);
  for (let row: usize = 0; row < rows; row++) {
    let at: usize = 0;
    for (; at < whole; at += VECTOR) {
      v128.store(y + at, f32x4.max(least, f32x4.add(v128.load(y + at), v128.load(bias + at))));
    }
    for (; at < stride; at += NUMBER) {
      const value = load<f32>(y + at) + load<f32>(bias + at);
      store<f32>(y + at, relu ? max<f32>(0, value) : value);
    }
    y += stride;
  }
}
