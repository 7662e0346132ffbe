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

/** "2,999". */
export const whole = (n: number): string => n.toLocaleString('en');

/** "1 sample", "2,999 samples"; `several` where an s alone does not make the plural. */
export const count = (n: number, noun: string, several = `${noun}s`): string => `${whole(n)} ${n === 1 ? noun : several}`;

/** A value that should not be there, as a message shows it: short, and never more than plain text. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value.slice(0, 40)}${value.length > 40 ? '…' : ''}"`;
  if (Array.isArray(value)) return `[${value.slice(0, 6).map(shown).join(', ')}${value.length > 6 ? ', …' : ''}]`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  return String(value);
}

/** Refuses options that nobody reads: a misspelt one would otherwise be left out without a word. */
export function checkNames(options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw mismatch(`There is no option ${list(unknown.map(shown))}. There are ${list(known, known.length)}.`);
}
