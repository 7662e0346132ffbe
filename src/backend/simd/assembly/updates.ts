/** The optimizers' updates in place, one pass over the weights each. `w`, `g` and what is kept are `[count]`; what is kept settles at zero. */
import { multiplyAdd, NUMBER, settled, settledNumber, VECTOR } from './vector';

/** What `rule` stands for, as JavaScript knows it too. */
const SGD: i32 = 0;
const MOMENTUM: i32 = 1;

/** One of the updates below, by its number; the third is Adam's. Numbers and addresses that it has no use for are not looked at. */
export function update(
  rule: i32, w: usize, first: usize, second: usize, g: usize, count: usize, rate: f32, epsilon: f32, beta1: f32, beta2: f32,
): void {
  if (rule == SGD) sgdUpdate(w, g, count, rate);
  else if (rule == MOMENTUM) momentumUpdate(w, first, g, count, rate, beta1);
  else adamUpdate(w, first, second, g, count, rate, epsilon, beta1, beta2);
}

/** w ← w − rate · g. */
function sgdUpdate(w: usize, g: usize, count: usize, rate: f32): void {
  const whole = (count & ~3) * NUMBER, end = count * NUMBER;
  const back = f32x4.splat(-rate);
  let at: usize = 0;
  for (; at < whole; at += VECTOR) v128.store(w + at, multiplyAdd(back, v128.load(g + at), v128.load(w + at)));
  for (; at < end; at += NUMBER) store<f32>(w + at, load<f32>(w + at) - rate * load<f32>(g + at));
}

/** v ← beta · v + g, w ← w − rate · v. */
function momentumUpdate(w: usize, v: usize, g: usize, count: usize, rate: f32, beta: f32): void {
  const whole = (count & ~3) * NUMBER, end = count * NUMBER;
  const back = f32x4.splat(-rate), kept = f32x4.splat(beta);
  let at: usize = 0;
  for (; at < whole; at += VECTOR) {
    const velocity = settled(multiplyAdd(kept, v128.load(v + at), v128.load(g + at)));
    v128.store(v + at, velocity);
    v128.store(w + at, multiplyAdd(back, velocity, v128.load(w + at)));
  }
  for (; at < end; at += NUMBER) {
    const velocity = settledNumber(beta * load<f32>(v + at) + load<f32>(g + at));
    store<f32>(v + at, velocity);
    store<f32>(w + at, load<f32>(w + at) - rate * velocity);
  }
}

/** m ← beta1 · m + g, s ← beta2 · s + g², w ← w − rate · m / (√s + epsilon): Adam's sums, see its optimizer. */
function adamUpdate(w: usize, m: usize, s: usize, g: usize, count: usize, rate: f32, epsilon: f32, beta1: f32, beta2: f32): void {
  const whole = (count & ~3) * NUMBER, end = count * NUMBER;
  const rates = f32x4.splat(rate), least = f32x4.splat(epsilon), kept1 = f32x4.splat(beta1), kept2 = f32x4.splat(beta2);
  let at: usize = 0;
  for (; at < whole; at += VECTOR) {
    const gradient = v128.load(g + at);
    const mean = settled(multiplyAdd(kept1, v128.load(m + at), gradient));
    const square = settled(multiplyAdd(kept2, v128.load(s + at), f32x4.mul(gradient, gradient)));
    v128.store(m + at, mean);
    v128.store(s + at, square);
    const move = f32x4.div(f32x4.mul(rates, mean), f32x4.add(f32x4.sqrt(square), least));
    v128.store(w + at, f32x4.sub(v128.load(w + at), move));
  }
  for (; at < end; at += NUMBER) {
    const gradient = load<f32>(g + at);
    const mean = settledNumber(beta1 * load<f32>(m + at) + gradient);
    const square = settledNumber(beta2 * load<f32>(s + at) + gradient * gradient);
    store<f32>(m + at, mean);
    store<f32>(s + at, square);
    store<f32>(w + at, load<f32>(w + at) - rate * mean / (sqrt<f32>(square) + epsilon));
  }
}
