/** Training and test set: a seeded shuffle first, because the files are sorted by class. */
import type { Random } from './random.js';
import { count, mismatch, whole } from './words.js';

interface SplitOptions {
  /** Fraction (below 1) or number (1 and above) of training samples. */
  split: number;
  /** The same proportion of every class. */
  stratify: boolean;
}

interface SplitIndices {
  /** Sample indices, shuffled. */
  train: Int32Array;
  test: Int32Array;
}

/**
 * Splits samples `0 … labels.length − 1`.
 * A fraction f takes round(f·n) samples, a number exactly that many; stratified, every class gives its part of them, and at least one.
 * Both parts get something, however small the set.
 */
export function splitSamples(labels: Int32Array, classes: number, { split, stratify }: SplitOptions, random: Random): SplitIndices {
  if (labels.length <= classes) {
    const words = `${count(labels.length, 'sample')} of ${count(classes, 'class', 'classes')} cannot be split`;
    throw mismatch(`${words}: ${whole(classes + 1)} at least are needed, one of each class to learn from and one to test on.`);
  }
  if (split >= labels.length) {
    throw mismatch(`A split of ${count(split, 'training sample')} leaves none of ${whole(labels.length)} to test on: take fewer.`);
  }
  const groups = stratify ? byClass(labels, classes) : [Array.from(labels.keys())];
  const sizes = groups.map((group) => group.length);
  const total = split < 1 ? Math.min(labels.length - 1, Math.max(1, Math.round(split * labels.length))) : split;
  const takes = withOneEach(proportionalShares(sizes, total));
  for (const group of groups) random.shuffle(group);
  const train = groups.flatMap((group, i) => group.slice(0, takes[i]));
  const test = groups.flatMap((group, i) => group.slice(takes[i]));
  checkTaught(labels, train, classes, split);
  return { train: random.shuffle(Int32Array.from(train)), test: random.shuffle(Int32Array.from(test)) };
}

function byClass(labels: Int32Array, classes: number): number[][] {
  const groups: number[][] = Array.from({ length: classes }, () => []);
  for (const [i, label] of labels.entries()) groups[label]?.push(i);
  return groups;
}

/** `total` in proportion to `sizes`, in whole numbers that add up to it exactly (largest remainders get the left-over ones). */
export function proportionalShares(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (size * total) / all);
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((sum, share) => sum + share, 0);
  const remainder = (i: number): number => (exact[i] ?? 0) - (shares[i] ?? 0);
  const largestFirst = sizes.map((_, i) => i).sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const i of largestFirst.slice(0, left)) shares[i] = (shares[i] ?? 0) + 1;
  return shares;
}

/** Nobody without a share while somebody has two: the largest give one away. */
function withOneEach(shares: number[]): number[] {
  for (const [i, share] of shares.entries()) {
    const largest = shares.indexOf(Math.max(...shares));
    if (share > 0 || (shares[largest] ?? 0) < 2) continue;
    shares[largest] = (shares[largest] ?? 0) - 1;
    shares[i] = 1;
  }
  return shares;
}

function checkTaught(labels: Int32Array, train: readonly number[], classes: number, split: number): void {
  const taught = new Set(train.map((i) => labels[i]));
  for (let label = 0; label < classes; label++) {
    if (taught.has(label)) continue;
    const meaning = split >= 1 ? ' (1 and above is a number of samples, below 1 a fraction)' : '';
    throw mismatch(`A split of ${split}${meaning} leaves class ${label} without a training sample: raise it, or leave that class out.`);
  }
}
