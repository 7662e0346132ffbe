/** The gradient of ReLU in one pass. */
import { NUMBER, VECTOR } from './vector';

/** dx = dy where x is above zero, 0 elsewhere; `[count]` each. Where x is NaN, so is dx: a comparison that holds is all bits set. */
export function reluGradient(x: usize, dy: usize, dx: usize, count: usize): void {
  const whole = (count & ~3) * NUMBER;
  const zero = f32x4.splat(0);
  let at: usize = 0;
  for (; at < whole; at += VECTOR) {
    const value = v128.load(x + at);
    v128.store(dx + at, v128.or(v128.andnot(v128.load(dy + at), f32x4.le(value, zero)), f32x4.ne(value, value)));
  }
  for (; at < count * NUMBER; at += NUMBER) {
    const value = load<f32>(x + at);
    store<f32>(dx + at, value <= 0 ? 0 : value > 0 ? load<f32>(dy + at) : value);
  }
}
