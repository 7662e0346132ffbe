/** What the classes of a dataset are called. */
import { knownClassNames } from './galaxy10.js';
import type { RawSamples } from './samples.js';
import { presentLabels, type Selection } from './select.js';
import { count, mismatch } from './words.js';

/**
 * The source's names, or the page's, or Galaxy10's where the data are its, or "Class 3". Merged classes are joined with "or".
 * @param stored - Shape of a sample as the source stores it, before it was reduced.
 * @param given - The page's names, by new label.
 */
export function classNamesOf(
  { originals }: Selection,
  { classNames, labels }: Pick<RawSamples, 'classNames' | 'labels'>,
  stored: readonly number[],
  given: readonly string[] | null,
): string[] {
  if (given && !classNames) {
    if (given.length === originals.length) return [...given];
    throw mismatch(`Option "classNames" has ${count(given.length, 'name')} for ${count(originals.length, 'class', 'classes')}.`);
  }
  const known = classNames ?? knownClassNames(stored, presentLabels(labels));
  return originals.map((merged) => merged.map((label) => known?.[label] ?? `Class ${label}`).join(' or '));
}
