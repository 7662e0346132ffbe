/** Above the grid: which layer, and its filters, its answers or both. */
import { html, nothing, type TemplateResult } from 'lit';
import { size } from '../support/numbers.js';
import type { ViewableLayer } from './viewable-layers.js';

export type Show = 'filters' | 'activations' | 'both';

interface LayerTools {
  layers: readonly ViewableLayer[];
  layer: ViewableLayer;
  show: Show;
  choose: (name: string) => void;
  turnTo: (show: Show) => void;
}

const shows: readonly { show: Show; words: string }[] = [
  { show: 'filters', words: 'Filters' },
  { show: 'activations', words: 'Answers' },
  { show: 'both', words: 'Both' },
];

export function layerTools({ layers, layer, show: now, choose, turnTo }: LayerTools): TemplateResult {
  return html`<div class="row tools">
    <label class="field">Layer
      <select class="layers" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${layers.map(({ info, index }) => html`<option value=${info.name} .selected=${info.name === layer.info.name}>${index + 1}: ${info.type}, ${size(info.outputShape)}</option>`)}
      </select>
    </label>
    ${
      layer.filters
        ? html`<div class="chips show" role="group" aria-label="What to show">
            ${shows.map(({ show, words }) => html`<button type="button" class="chip" aria-pressed=${show === now ? 'true' : 'false'} @click=${() => turnTo(show)}>${words}</button>`)}
          </div>`
        : nothing
    }
  </div>`;
}
