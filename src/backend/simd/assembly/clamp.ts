/** Numbers held between two bounds. */
import { NUMBER, VECTOR } from './vector';

/** y = x, but not below `low` nor above `high`; `[count]` each. NaN stays NaN. */
export function clamp(x: usize, y: usize, count: usize, low: f32, high: f32): void {
  const whole = (count & ~3) * NUMBER;
  const lows = f32x4.splat(low), highs = f32x4.splat(high);
  let at: usize = 0;
  for (; at < whole; at += VECTOR) v128.store(y + at, f32x4.min(f32x4.max(v128.load(x + at), lows), highs));
  for (; at < count * NUMBER; at += NUMBER) store<f32>(y + at, min<f32>(max<f32>(load<f32>(x + at), low), high));
}
