/** How every element takes its `session`. */
import type { PropertyDeclaration } from 'lit';

/** Without the attribute, also once it has been taken away, an element belongs to `main`. */
export const sessionProperty: PropertyDeclaration<string> = {
  converter: { fromAttribute: (name) => name ?? 'main' },
};
