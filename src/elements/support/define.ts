/** Registers a tag once, however many copies of the playground a page loads: throwing here would end the whole script. */

const versionKey = Symbol.for('galaxy-playground.version');
type Versioned = CustomElementConstructor & { [versionKey]?: string };

/**
 * Defines `tag` unless it is taken: the first definition stands. Silent where it came from the same version of the playground,
 * otherwise a warning names both. Does nothing where there is no window (Node, a worker, a server render).
 */
export function define(tag: string, element: CustomElementConstructor, version = __VERSION__): void {
  if (typeof window === 'undefined' || typeof customElements === 'undefined') return;
  const standing: Versioned | undefined = customElements.get(tag);
  if (!standing) {
    Object.defineProperty(element, versionKey, { value: version });
    customElements.define(tag, element);
    return;
  }
  const first = standing[versionKey];
  if (first === version) return;
  const whose = first ? `galaxy-playground ${first}` : 'another script';
  // biome-ignore lint/suspicious/noConsole: the page's author has to hear of it, and an element that is not used cannot say it.
  console.warn(`<${tag}> is already defined by ${whose}; the one of galaxy-playground ${version} is not used. Load one of them only.`);
}
