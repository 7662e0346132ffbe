/**
 * What depthwise convolutions are made of: rows of pixels, each seen through one tap of the filter, whose weights return every
 * `period` numbers. Four pixels a period apart share the weights in a register. The period is a multiple of four: see `repeatWeights`.
 */
import { ADDRESS } from './tile';
import { multiplyAdd, NUMBER, VECTOR } from './vector';

/** Bytes of a pair in a list: the address where a row begins, and that of its weights, or of the sums it adds to. */
export const PAIR: usize = 2 * ADDRESS;

/** How often the `columns` weights of a tap are written one after the other, so that they fill whole vectors. */
@inline
export function repeats(columns: usize): usize {
  return columns % 4 == 0 ? 1 : columns % 2 == 0 ? 2 : 4;
}

/** `from` `[taps, columns]` into `to` `[taps, repeats, columns]`. */
export function repeatWeights(from: usize, taps: usize, columns: usize, to: usize): void {
  const row = columns * NUMBER;
  for (let tap: usize = 0; tap < taps; tap++, from += row) {
    for (let i: usize = 0; i < repeats(columns); i++, to += row) memory.copy(to, from, row);
  }
}

/** y = Σ rows · weights over the `count` pairs of the list, `length` numbers. */
export function sumShiftedRows(list: usize, count: usize, period: usize, length: usize, y: usize): void {
  const end = list + count * PAIR;
  const whole = length & ~3;
  const step = period * NUMBER;
  for (let first: usize = 0; first < min(period, whole); first += 4) {
    let t = first;
    for (; t + 3 * period < whole; t += 4 * period) {
      let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
      for (let pair = list; pair < end; pair += PAIR) {
        const x = load<usize>(pair) + t * NUMBER;
        const w = v128.load(load<usize>(pair, 4) + first * NUMBER);
        s0 = multiplyAdd(v128.load(x), w, s0);
        s1 = multiplyAdd(v128.load(x + step), w, s1);
        s2 = multiplyAdd(v128.load(x + 2 * step), w, s2);
        s3 = multiplyAdd(v128.load(x + 3 * step), w, s3);
      }
      const to = y + t * NUMBER;
      v128.store(to, s0);
      v128.store(to + step, s1);
      v128.store(to + 2 * step, s2);
      v128.store(to + 3 * step, s3);
    }
    for (; t < whole; t += period) {
      let sum = f32x4.splat(0);
      for (let pair = list; pair < end; pair += PAIR) {
        sum = multiplyAdd(v128.load(load<usize>(pair) + t * NUMBER), v128.load(load<usize>(pair, 4) + first * NUMBER), sum);
      }
      v128.store(y + t * NUMBER, sum);
    }
  }
  for (let t = whole; t < length; t++) {
    let sum: f32 = 0;
    for (let pair = list; pair < end; pair += PAIR) {
      sum += load<f32>(load<usize>(pair) + t * NUMBER) * load<f32>(load<usize>(pair, 4) + t % period * NUMBER);
    }
    store<f32>(y + t * NUMBER, sum);
  }
}

/** Adds to the sums of each pair what its row and `y` make, number by number: sums `[period]`. Four taps share a vector of y. */
export function addRowProducts(list: usize, count: usize, period: usize, length: usize, y: usize): void {
  const whole = length & ~3;
  const step = period * NUMBER;
  let tap: usize = 0;
  for (; tap + 4 <= count; tap += 4, list += 4 * PAIR) {
    const x0 = load<usize>(list), x1 = load<usize>(list, 8), x2 = load<usize>(list, 16), x3 = load<usize>(list, 24);
    for (let first: usize = 0; first < min(period, whole) * NUMBER; first += VECTOR) {
      let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
      for (let at = first; at < whole * NUMBER; at += step) {
        const gradient = v128.load(y + at);
        s0 = multiplyAdd(v128.load(x0 + at), gradient, s0);
        s1 = multiplyAdd(v128.load(x1 + at), gradient, s1);
        s2 = multiplyAdd(v128.load(x2 + at), gradient, s2);
        s3 = multiplyAdd(v128.load(x3 + at), gradient, s3);
      }
      addTo(load<usize>(list, 4) + first, s0);
      addTo(load<usize>(list, 12) + first, s1);
      addTo(load<usize>(list, 20) + first, s2);
      addTo(load<usize>(list, 28) + first, s3);
    }
    for (let i: usize = 0; i < 4; i++) addRest(list + i * PAIR, period, whole, length, y);
  }
  for (; tap < count; tap++, list += PAIR) {
    const x = load<usize>(list);
    for (let first: usize = 0; first < min(period, whole) * NUMBER; first += VECTOR) {
      let sum = f32x4.splat(0);
      for (let at = first; at < whole * NUMBER; at += step) sum = multiplyAdd(v128.load(x + at), v128.load(y + at), sum);
      addTo(load<usize>(list, 4) + first, sum);
    }
    addRest(list, period, whole, length, y);
  }
}

@inline
function addTo(sums: usize, more: v128): void {
  v128.store(sums, f32x4.add(v128.load(sums), more));
}

/** The numbers behind the last whole vector. */
function addRest(pair: usize, period: usize, whole: usize, length: usize, y: usize): void {
  for (let t = whole; t < length; t++) {
    const sum = load<usize>(pair, 4) + t % period * NUMBER;
    store<f32>(sum, load<f32>(sum) + load<f32>(load<usize>(pair) + t * NUMBER) * load<f32>(y + t * NUMBER));
  }
}
