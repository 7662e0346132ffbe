/** The layers that can be added, as a row of small blocks. */
import { html, nothing, type TemplateResult } from 'lit';
import type { LayerDescription } from '../../contract/catalogue.js';
import type { LayerSpec, NetworkInfo } from '../../contract/network.js';
import { block } from '../../draw/network-river.js';
import { blockPicture } from './river.js';

interface PaletteSettings {
  layers: readonly LayerDescription[];
  network: NetworkInfo;
  /** Where the new layer will stand: 0 is the beginning. */
  at: number;
  /** Type of the layer before it; undefined at the beginning. */
  after: string | undefined;
  all: boolean;
  add: (layer: LayerSpec) => void;
  showAll: (all: boolean) => void;
}

/** A typical output for each number of input axes: only its outline is drawn. */
const typical: Record<number, number[]> = { 1: [512], 2: [24, 8], 3: [24, 24, 8], 4: [24, 24, 24, 8] };

export function palette(settings: PaletteSettings): TemplateResult {
  const { layers, network, at, after, all, add, showAll } = settings;
  const rank = rankBefore(network, at);
  const place = at === 0 ? 'at the beginning' : `after layer ${at} (${after})`;
  const fits = ({ rank: wanted }: LayerDescription) => rank === null || wanted === null || wanted === rank;
  const fitting = layers.filter(fits);
  const shown = all ? layers : fitting;
  return html`<div class="palette" part="palette" role="group" aria-label="Add a layer ${place}">
    <p class="secondary small">Add ${place}</p>
    <div class="chips">
      ${shown.map(
        (
          layer,
        ) => html`<button type="button" class="chip ${fits(layer) ? '' : 'unfit'}" title=${layer.description} @click=${() => add(layer.example)}>
          <span class="mini">${blockPicture(block(typical[layer.rank ?? rank ?? 3] ?? [512], 24, 18))}</span>${layer.label}
        </button>`,
      )}
      ${
        fitting.length < layers.length
          ? html`<button type="button" class="quiet small" aria-expanded=${all ? 'true' : 'false'} @click=${() => showAll(!all)}>
              ${all ? 'Only what fits here' : 'All layers'}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}

/** Number of axes of what a layer at `at` receives. Behind a layer with a problem shapes are unknown: then what came before it decides. */
function rankBefore({ inputShape, layers }: NetworkInfo, at: number): number | null {
  const shapes = [inputShape, ...layers.slice(0, at).map(({ outputShape }) => outputShape)];
  return shapes.findLast((shape) => shape.length > 0)?.length ?? null;
}
