/** The classes of the two Galaxy10 sets and how often they occur. Counts are those of the sets' documentation (https://astronn.readthedocs.io). */

export interface GalaxyClass {
  name: string;
  /** Galaxies of this class in the real set. */
  real: number;
}

export const sdssClasses: readonly GalaxyClass[] = [
  { name: 'Disk, Face-on, No Spiral', real: 3461 },
  { name: 'Smooth, Completely round', real: 6997 },
  { name: 'Smooth, in-between round', real: 6292 },
  { name: 'Smooth, Cigar shaped', real: 394 },
  { name: 'Disk, Edge-on, Rounded Bulge', real: 1534 },
  { name: 'Disk, Edge-on, Boxy Bulge', real: 17 },
  { name: 'Disk, Edge-on, No Bulge', real: 589 },
  { name: 'Disk, Face-on, Tight Spiral', real: 1121 },
  { name: 'Disk, Face-on, Medium Spiral', real: 906 },
  { name: 'Disk, Face-on, Loose Spiral', real: 519 },
];

export const decalsClasses: readonly GalaxyClass[] = [
  { name: 'Disturbed', real: 1081 },
  { name: 'Merging', real: 1853 },
  { name: 'Round Smooth', real: 2645 },
  { name: 'In-between Round Smooth', real: 2027 },
  { name: 'Cigar Shaped Smooth', real: 334 },
  { name: 'Barred Spiral', real: 2043 },
  { name: 'Unbarred Tight Spiral', real: 1829 },
  { name: 'Unbarred Loose Spiral', real: 2628 },
  { name: 'Edge-on without Bulge', real: 1423 },
  { name: 'Edge-on with Bulge', real: 1873 },
];

/** No class gets less than this share: 17 boxy bulges in 21,785 could not be learned. */
const LEAST_SHARE = 0.04;

/**
 * How many of `n` samples each class gets: in proportion to the square root of its real count, so that the real unbalance
 * is there but milder, and never under 4 %. The counts sum to `n`, which is at least the number of classes.
 */
export function classCounts(classes: readonly GalaxyClass[], n: number): number[] {
  const roots = classes.map(({ real }) => Math.sqrt(real));
  const sum = roots.reduce((a, b) => a + b, 0);
  const shares = roots.map((root) => Math.max(root / sum, LEAST_SHARE));
  const total = shares.reduce((a, b) => a + b, 0);
  // One each, the rest by largest remainder.
  const exact = shares.map((share) => (share / total) * (n - classes.length));
  const counts = exact.map((value) => 1 + Math.floor(value));
  const left = n - counts.reduce((a, b) => a + b, 0);
  const byRemainder = exact.map((value, index) => ({ index, remainder: value % 1 })).sort((a, b) => b.remainder - a.remainder);
  for (const { index } of byRemainder.slice(0, left)) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}
