/** A pair of chips: the galaxies kept back, or those learned from. */
import { html, type TemplateResult } from 'lit';
import type { DatasetInfo, Split } from '../../contract/dataset.js';
import { count } from './numbers.js';

export function splitChips({ train, test }: DatasetInfo, of: Split, choose: (of: Split) => void): TemplateResult {
  const chip = (split: Split, words: string, n: number) => html`<button
    class="chip"
    aria-pressed=${(of === 'train') === (split === 'train')}
    @click=${() => choose(split)}
  >
    ${words} <span class="secondary">${count(n)}</span>
  </button>`;
  return html`<span class="chips" role="group" aria-label="Which galaxies">${chip('test', 'Test', test)}${chip('train', 'Training', train)}</span>`;
}
