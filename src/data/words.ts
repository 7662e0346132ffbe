/** Small helpers for refusals in words. */
import { PlaygroundError } from '../contract/playground-error.js';

/** Options, labels or shapes that contradict the data. */
export const mismatch = (message: string): PlaygroundError => new PlaygroundError('data-mismatch', message);

/** "0, 1, 2"; past `most` entries the rest is counted: "0, 1, … (12 in all)". */
export function list(items: ArrayLike<number | string>, most = 12): string {
  const all = Array.from(items);
  if (all.length <= most) return all.join(', ');
  return `${all.slice(0, most).join(', ')}, … (${all.length} in all)`;
}

/** "1 sample", "2,999 samples". */
export const count = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
