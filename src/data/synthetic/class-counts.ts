/** How many galaxies of each class a synthetic set has. */

/**
 * Galaxies of each class in the real sets, as their documentation counts them (https://astronn.readthedocs.io), in the order
 * of the class names in `../galaxy10.ts`. (The SDSS counts add up to 45 more than the file holds; only their shares are used here.)
 */
export const sdssCounts: readonly number[] = [3461, 6997, 6292, 394, 1534, 17, 589, 1121, 906, 519];
export const decalsCounts: readonly number[] = [1081, 1853, 2645, 2027, 334, 2043, 1829, 2628, 1423, 1873];

/** No class gets less than this share: 17 boxy bulges in 21,785 could not be learned. */
const leastShare = 0.04;

/**
 * How many of `n` samples each class gets: in proportion to the square root of its real count, so that the real unbalance
 * is there but milder, and never under 4 %. The counts sum to `n`, which is at least the number of classes.
 */
export function classCounts(real: readonly number[], n: number): number[] {
  const roots = real.map(Math.sqrt);
  const sum = roots.reduce((a, b) => a + b, 0);
  const shares = roots.map((root) => Math.max(root / sum, leastShare));
  const total = shares.reduce((a, b) => a + b, 0);
  // One each, the rest by largest remainder.
  const exact = shares.map((share) => (share / total) * (n - real.length));
  const counts = exact.map((value) => 1 + Math.floor(value));
  const left = n - counts.reduce((a, b) => a + b, 0);
  const byRemainder = exact.map((value, index) => ({ index, remainder: value % 1 })).sort((a, b) => b.remainder - a.remainder);
  for (const { index } of byRemainder.slice(0, left)) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}
