/**
 * Seeded random numbers: the same seed gives the same numbers in every browser.
 * xoshiro128** (Blackman & Vigna 2018, https://prng.di.unimi.it/), seeded through splitmix32.
 */
export class Random {
  /** What the next numbers come from, for who draws them elsewhere and leaves here what follows. Signed, since engines keep whole numbers beyond 2³¹ as floats. */
  readonly state: Int32Array;
  #spareNormal: number | null = null;

  constructor(seed: number) {
    let s = seed >>> 0;
    this.state = Int32Array.from({ length: 4 }, () => {
      s = (s + 0x9e3779b9) >>> 0;
      let z = s;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      return z ^ (z >>> 15);
    });
  }

  /** 32 random bits, as a whole number from 0 on. */
  bits(): number {
    const s = this.state as unknown as [number, number, number, number];
    const number = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotateLeft(s[3], 11);
    return number;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.bits() / 4294967296;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A whole number from 0 to n − 1. */
  integer(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const r = u * u + v * v;
      if (r > 0 && r < 1) {
        const f = Math.sqrt((-2 * Math.log(r)) / r);
        this.#spareNormal = v * f;
        return u * f;
      }
    }
  }

  /** Shuffles in place (Fisher and Yates) and returns what it was given. */
  shuffle<T extends { length: number; [i: number]: number }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = items[i] as number;
      items[i] = items[j] as number;
      items[j] = kept;
    }
    return items;
  }

  /** An independent stream for one purpose, so that more draws there change nothing here. */
  fork(): Random {
    return new Random(this.bits());
  }
}

const rotateLeft = (x: number, k: number): number => (x << k) | (x >>> (32 - k));
