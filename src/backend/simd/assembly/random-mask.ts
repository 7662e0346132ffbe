/** Random masks of dropout: the numbers of `Random` in data/random.ts, xoshiro128** (Blackman & Vigna 2018), one after the other. */
import { NUMBER } from './vector';

/**
 * `to` `[count]` = 0 where the next 32 random bits are a number below `dropped`, `kept` elsewhere. `state` is four words; afterwards they are those
 * that the next numbers come from. No branch: processors cannot foresee it.
 */
export function randomMask(to: usize, count: usize, state: usize, dropped: u32, kept: f32): void {
  let a = load<u32>(state), b = load<u32>(state, 4), c = load<u32>(state, 8), d = load<u32>(state, 12);
  const bits = reinterpret<u32>(kept);
  for (const end = to + count * NUMBER; to < end; to += NUMBER) {
    const number = rotl<u32>(b * 5, 7) * 9;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotl<u32>(d, 11);
    store<u32>(to, bits & (0 - u32(number >= dropped)));
  }
  store<u32>(state, a);
  store<u32>(state, b, 4);
  store<u32>(state, c, 8);
  store<u32>(state, d, 12);
}
