/** The gradient of ReLU in one pass. */
import { NUMBER, VECTOR } from './vector';

/** dx = dy where x is above zero, 0 elsewhere; `[count]` each. Where x is NaN, dy stays: it is NaN as well. */
export function reluGradient(x: usize, dy: usize, dx: usize, count: usize): void {
  const whole = (count & ~3) * NUMBER;
  const zero = f32x4.splat(0);
  let at: usize = 0;
  for (; at < whole; at += VECTOR) v128.store(dx + at, v128.andnot(v128.load(dy + at), f32x4.le(v128.load(x + at), zero)));
  for (; at < count * NUMBER; at += NUMBER) store<f32>(dx + at, load<f32>(x + at) <= 0 ? 0 : load<f32>(dy + at));
}
