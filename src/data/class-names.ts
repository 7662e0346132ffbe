/** What the classes of a dataset are called. */
import { knownClassNames } from './galaxy10.js';
import type { RawSamples } from './samples.js';
import { presentLabels, type Selection } from './select.js';
import { mismatch } from './words.js';

/** The source's names, or the page's, or Galaxy10's where the data are its, or "Class 3". Merged classes are joined with "or". */
export function classNamesOf({ originals }: Selection, raw: RawSamples, given: readonly string[] | null): string[] {
  const known = raw.classNames ?? (given ? null : knownClassNames(raw.shape.slice(1), presentLabels(raw.labels)));
  if (given && !known) {
    if (given.length === originals.length) return [...given];
    throw mismatch(`Option "classNames" has ${given.length} names for ${originals.length} classes.`);
  }
  return originals.map((labels) => labels.map((label) => known?.[label] ?? `Class ${label}`).join(' or '));
}
