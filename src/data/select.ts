/** Which samples are kept, and what their labels become. Decided from the labels alone, so a reader can do it before it reads a picture. */
import type { Random } from './random.js';
import { count, list, mismatch, whole } from './words.js';

export interface Selection {
  /** Positions of the kept samples in the source, ascending. */
  rows: Int32Array;
  /** New label of each kept sample, aligned with `rows`. */
  labels: Int32Array;
  /** The original labels behind each new label: `[[0], [1, 2]]` where 1 and 2 are merged. */
  originals: number[][];
}

interface SelectionOptions {
  classes: readonly number[] | null;
  relabel: readonly number[] | null;
  limit: number | null;
}

/** More classes than this is not a classification: the labels are something else. */
const mostClasses = 1000;

/** The distinct labels, ascending, or 1,001 where there are more. A negative one says that a sample is of no class, and does not count. */
export function presentLabels(labels: Int32Array): number[] {
  const seen = new Set<number>();
  for (const label of labels) {
    if (label >= 0) seen.add(label);
    if (seen.size > mostClasses) break;
  }
  return [...seen].sort((a, b) => a - b);
}

/** What to do about labels that are no classes. */
export const labelAdvice = 'Mend the labels, or name the classes to keep.';

/** Refuses labels that cannot all be classes. Where the classes are named, the others may be what they like. */
function checkAll(labels: Int32Array, present: readonly number[]): void {
  const negative = labels.find((label) => label < 0);
  if (negative !== undefined) throw mismatch(`Labels must be 0 or more; one of these is ${negative}. ${labelAdvice}`);
  if (present.length > mostClasses) {
    throw mismatch(`There are more than ${count(mostClasses, 'different label')}: these are not classes. ${labelAdvice}`);
  }
  checkRange(present);
}

/**
 * A label far above the number of classes is a slip of whoever wrote the file (255 for "unknown", say), and would make a class of its own.
 * Gaps are common all the same: a file may hold some of Galaxy10's ten classes only.
 */
function checkRange(present: readonly number[]): void {
  const highest = Math.max(9, 2 * present.length);
  const outside = present.filter((label) => label > highest);
  if (outside.length === 0) return;
  const words = `${count(outside.length, 'label')} out of range: ${list(outside)}, where there are ${present.length} different ones.`;
  throw mismatch(`${words} ${labelAdvice}`);
}

/**
 * Applies `classes`, `relabel` and `limit`.
 * @param labels - Original label of every sample, n of them.
 * @param random - Drawn from only where `limit` leaves something out.
 */
export function selectSamples(labels: Int32Array, options: SelectionOptions, random: Random): Selection {
  if (labels.length === 0) throw mismatch('There are no samples.');
  const present = presentLabels(labels);
  if (!options.classes) checkAll(labels, present);
  const classes = options.classes ?? present;
  const absent = absentOf(classes, labels);
  if (absent.length > 0) {
    const here = present.length > mostClasses ? `more than ${whole(mostClasses)}` : list(present);
    throw mismatch(`There is no sample of class ${list(absent)}; the labels here are ${here}.`);
  }
  const relabel = options.relabel ?? classes.map((_, i) => i);
  if (relabel.length !== classes.length) {
    throw mismatch(`Option "relabel" has ${relabel.length} entries for ${count(classes.length, 'class', 'classes')}.`);
  }

  const newLabel = new Map(classes.map((label, i) => [label, relabel[i] ?? 0]));
  const originals: number[][] = Array.from({ length: new Set(relabel).size }, () => []);
  for (const [original, label] of newLabel) originals[label]?.push(original);

  const members: number[][] = originals.map(() => []);
  for (const [row, label] of labels.entries()) members[newLabel.get(label) ?? -1]?.push(row);
  const kept = options.limit === null ? members : drawEvenly(members, options.limit, random);

  const rows = Int32Array.from(kept.flat()).sort();
  return { rows, labels: rows.map((row) => newLabel.get(labels[row] ?? -1) ?? -1), originals };
}

/** Those of `classes` that no sample is of. */
function absentOf(classes: readonly number[], labels: Int32Array): number[] {
  const absent = new Set(classes);
  for (const label of labels) absent.delete(label);
  return [...absent];
}

/** At most `limit` members, the same number from each group as far as its members go. */
function drawEvenly(groups: number[][], limit: number, random: Random): number[][] {
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  if (total <= limit) return groups;
  if (limit < groups.length) throw mismatch(`A limit of ${limit} leaves some of the ${groups.length} classes without a sample: raise it.`);
  const shares = evenShares(
    groups.map((group) => group.length),
    limit,
  );
  return groups.map((group, i) => random.shuffle([...group]).slice(0, shares[i]));
}

/** Shares of `limit` as equal as `sizes` allow: groups from the smallest up take what is theirs, the rest is shared by the others. */
export function evenShares(sizes: readonly number[], limit: number): number[] {
  const shares = sizes.map(() => 0);
  const smallestFirst = sizes.map((_, i) => i).sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0) || b - a);
  let left = limit;
  smallestFirst.forEach((group, done) => {
    const share = Math.min(sizes[group] ?? 0, Math.floor(left / (sizes.length - done)));
    shares[group] = share;
    left -= share;
  });
  return shares;
}
