/** Which galaxy of each class is shown, and how to leaf through a class. */
import type { Labels } from '../../contract/dataset.js';

/** Sample indices by class, ascending: `members[label]`. */
export type Members = readonly (readonly number[])[];

export function membersOf({ labels }: Labels, classes: number): Members {
  const members: number[][] = Array.from({ length: classes }, () => []);
  labels.forEach((label, index) => void members[label]?.push(index));
  return members;
}

/** The galaxy shown for each class: the one selected in its own class, otherwise the one shown before, otherwise the first. */
export function shownOf(members: Members, selected: number | null, before: readonly (number | undefined)[]): (number | undefined)[] {
  return members.map((own, label) => {
    if (selected !== null && has(own, selected)) return selected;
    const kept = before[label];
    return kept !== undefined && has(own, kept) ? kept : own[0];
  });
}

/** The member so many places after (or before, negative) another; round and round. */
export function neighbour(own: readonly number[], index: number | undefined, by: number): number | undefined {
  if (own.length === 0) return undefined;
  const at = index === undefined ? 0 : own.indexOf(index);
  return own[(((at + by) % own.length) + own.length) % own.length];
}

/** Whether an ascending list has a number, by halving. */
function has(own: readonly number[], wanted: number): boolean {
  let low = 0;
  let high = own.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((own[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return own[low] === wanted;
}
