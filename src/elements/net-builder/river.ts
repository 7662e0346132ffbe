/** The network in a row: the picture, a block for each layer, the class bars. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { LayerDescription } from '../../contract/catalogue.js';
import type { LayerInfo, LayerSpec, NetworkInfo } from '../../contract/network.js';
import { block, longestSide, type Block } from '../../draw/network-river.js';
import { cssVars } from '../support/css-vars.js';
import { count, size } from '../support/numbers.js';
import { icon } from '../support/parts.js';
import { optionOf } from './spec-edits.js';

interface RiverSettings {
  network: NetworkInfo;
  descriptions: readonly LayerDescription[];
  /** The layer the keyboard stands on. */
  current: number;
  /** The layer whose form is open. */
  open: number | null;
  pick: (index: number) => void;
  /** What stands before the first layer and after the last. */
  source: TemplateResult;
  sink: TemplateResult;
}

export function river(settings: RiverSettings): TemplateResult {
  const { network, source, sink } = settings;
  const largest = longestSide([network.inputShape, ...network.layers.map(({ outputShape }) => outputShape)]);
  return html`<div class="river" part="river">
    ${source}
    <div class="layers" role="listbox" aria-label="Layers, from the picture to the classes" aria-orientation="horizontal">
      ${network.layers.map((layer, i) => layerBlock(layer, i, largest, settings))}
    </div>
    ${sink}
  </div>`;
}

function layerBlock(
  layer: LayerInfo,
  index: number,
  largest: number,
  { network, descriptions, current, open, pick }: RiverSettings,
): TemplateResult {
  const spec = network.spec.layers[index];
  const before = index === 0 ? network.inputShape : (network.layers[index - 1]?.outputShape ?? []);
  const share = network.parameters > 0 ? layer.parameters / network.parameters : 0;
  const description = descriptions.find(({ name }) => name === layer.type);
  return html`<div
    class="layer ${layer.problem ? 'troubled' : ''} ${layer.trainable ? '' : 'frozen'}"
    part="layer"
    role="option"
    id="layer-${index}"
    tabindex=${index === current ? 0 : -1}
    aria-selected=${index === open ? 'true' : 'false'}
    title=${description?.description ?? layer.type}
    @click=${() => pick(index)}
  >
    <span class="visually-hidden">${inWords(layer, index)}</span>
    <span class="flow" aria-hidden="true">${before.length > 0 ? size(before) : '?'}</span>
    <span class="block" aria-hidden="true">${blockPicture(block(layer.outputShape, largest))}</span>
    <span class="name" aria-hidden="true">${layer.problem ? icon('warning') : nothing}${layer.type}</span>
    <span class="settings" aria-hidden="true">${shortly(spec, description)}</span>
    <span class="parameters" aria-hidden="true" ${cssVars({ '--share': share })}>${layer.parameters > 0 ? count(layer.parameters) : nothing}</span>
    ${layer.problem ? html`<span class="problem" aria-hidden="true">${layer.problem}</span>` : nothing}
  </div>`;
}

/** "2, MaxPooling2D: 22×22×8 out, no parameters". */
export function inWords(layer: LayerInfo, index: number): string {
  const shape = layer.outputShape.length > 0 ? `${size(layer.outputShape)} out` : 'output unknown';
  const parameters = layer.parameters > 0 ? `${count(layer.parameters)} parameters` : 'no parameters';
  const words = `${index + 1}, ${layer.type}: ${shape}, ${parameters}`;
  return layer.problem ? `${words}. ${layer.problem}` : words;
}

/** The options the spec gives, values only: "8 · 5 · relu". */
function shortly(spec: LayerSpec | undefined, description: LayerDescription | undefined): string {
  const values = (description?.options ?? [])
    .map(({ name }) => optionOf(spec, name))
    .filter((value) => value !== undefined && typeof value !== 'boolean');
  return values
    .slice(0, 3)
    .map((value) => (Array.isArray(value) ? value.join('×') : String(value)))
    .join(' · ');
}

/** A block as SVG: sheets from the back to the front, units of a short vector as cells. */
export function blockPicture({ width, height, sheets, divisions }: Block): TemplateResult {
  const front = sheets.at(-1);
  return html`<svg class="volume" width=${width + 2} height=${height + 2} viewBox="-1 -1 ${width + 2} ${height + 2}" aria-hidden="true">
    ${sheets.map((sheet) => svg`<rect x=${sheet.x} y=${sheet.y} width=${sheet.width} height=${sheet.height} rx="1.5"></rect>`)}
    ${
      front && divisions > 1
        ? Array.from({ length: divisions - 1 }, (_, i) => {
            const y = front.y + ((i + 1) * front.height) / divisions;
            return svg`<line x1=${front.x} x2=${front.x + front.width} y1=${y} y2=${y}></line>`;
          })
        : nothing
    }
  </svg>`;
}
