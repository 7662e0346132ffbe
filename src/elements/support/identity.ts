/** Names objects, so that "the same dataset as before" can be part of a key. */

const names = new WeakMap<object, string>();
let count = 0;

/** A name of its own for every object, the same each time; empty for null. A snapshot's parts keep theirs until they change. */
export function identity(object: object | null): string {
  if (!object) return '';
  const known = names.get(object);
  if (known) return known;
  const name = `#${++count}`;
  names.set(object, name);
  return name;
}
