/** Whether an element stands on a light or a dark ground: what is drawn on a canvas has to follow, as colours in CSS do by themselves. */
import { css, type LitElement, type ReactiveController } from 'lit';
import type { ColourScheme } from '../../draw/colour-maps.js';

/**
 * A colour nobody sees (there are no columns) holds the scheme in force, whoever decides it: the reader's system, the page, or an
 * ancestor. A change of it starts a transition, which is heard; `!important` because reduced motion switches the visible ones off.
 */
export const schemeStyles = css`
  .card {
    column-rule-color: light-dark(#ffffff, #000000);
    transition: column-rule-color 1ms !important;
  }
  :host {
    column-rule-color: light-dark(#ffffff, #000000);
  }
`;

const dark = 'rgb(0, 0, 0)';

/** Keeps its host's colour scheme; updates the host when that changes. Needs `schemeStyles` in the host. */
export class Scheme implements ReactiveController {
  readonly #host: LitElement;
  #current: ColourScheme | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  get current(): ColourScheme {
    this.#current ??= getComputedStyle(this.#host).columnRuleColor === dark ? 'dark' : 'light';
    return this.#current;
  }

  hostConnected(): void {
    this.#current = null;
    this.#host.renderRoot.addEventListener('transitionrun', this.#changed);
  }

  hostDisconnected(): void {
    this.#host.renderRoot.removeEventListener('transitionrun', this.#changed);
  }

  #changed = (event: Event): void => {
    if ((event as TransitionEvent).propertyName !== 'column-rule-color') return;
    this.#current = null;
    this.#host.requestUpdate();
  };
}
