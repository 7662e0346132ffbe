/** A Lit directive that sets CSS custom properties through the CSSOM: a `style` attribute would break a strict content policy. */
import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

class CssVars extends Directive {
  override render(_values: Record<`--${string}`, string | number>): unknown {
    return noChange;
  }

  override update(part: ElementPart, [values]: [Record<`--${string}`, string | number>]): unknown {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(values)) style.setProperty(name, String(value));
    return noChange;
  }
}

/** `<div ${cssVars({ '--share': 0.4 })}></div>` */
export const cssVars = directive(CssVars);
