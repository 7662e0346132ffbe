/** The grid: a cell for each filter, and aligned under it what it answers. One stop for the tab key; arrow keys walk. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ColourScheme } from '../../draw/colour-maps.js';
import { cssVars } from '../support/css-vars.js';
import { picture } from '../support/picture.js';
import { scaleNumber } from '../support/colour-scale.js';
import type { PictureSet } from './unit-pictures.js';

interface GridSettings {
  /** Indices shown: one page of them. */
  units: readonly number[];
  filters: PictureSet | null;
  maps: PictureSet | null;
  /** The unit the keyboard stands on. */
  current: number;
  /** The unit shown large. */
  open: number | null;
  /** The square a picture has to fit into, CSS pixels. */
  box: number;
  scheme: ColourScheme;
  pick: (unit: number) => void;
  keys: (event: KeyboardEvent) => void;
}

export function unitGrid(settings: GridSettings): TemplateResult {
  const { units, box, keys } = settings;
  return html`<div class="grid" part="grid" role="listbox" aria-label="Filters and what they answer" @keydown=${keys} ${cssVars({ '--box': `${box}px` })}>
    ${units.map((unit) => cell(unit, settings))}
  </div>`;
}

function cell(unit: number, settings: GridSettings): TemplateResult {
  const { filters, maps, current, open, pick } = settings;
  return html`<div class="cell" part="cell" role="option" id="unit-${unit}" tabindex=${unit === current ? 0 : -1}
    aria-selected=${unit === open ? 'true' : 'false'} @click=${() => pick(unit)}>
    <span class="visually-hidden">${inWords(unit, filters, maps)}</span>
    ${drawing(filters, unit, settings)} ${drawing(maps, unit, settings)}
    <span class="number" aria-hidden="true">${unit}</span>
  </div>`;
}

function drawing(set: PictureSet | null, unit: number, { box, scheme }: GridSettings): TemplateResult | typeof nothing {
  const shown = set?.pictures[unit];
  if (!set || !shown) return nothing;
  // The answer of a single unit is one number: a small square of its colour, and the number.
  if (shown.shape[0] === 1 && shown.shape[1] === 1) {
    return html`<span class="single" aria-hidden="true"><canvas class="pixels" ${picture(shown, { map: set.map, scheme, range: set.range, size: 20 })}></canvas>${scaleNumber(shown.values[0] ?? 0)}</span>`;
  }
  return html`<span class="frame" aria-hidden="true"><canvas class="pixels" ${picture(shown, { map: set.map, scheme, range: set.range, size: box })}></canvas></span>`;
}

/** "Filter 3, weights from −0.21 to 0.33, answers from 0 to 1.2". */
export function inWords(unit: number, filters: PictureSet | null, maps: PictureSet | null): string {
  const range = (set: PictureSet | null, what: string) => {
    const [low, high] = set?.extents[unit] ?? [];
    return low === undefined || high === undefined ? '' : `, ${what} from ${scaleNumber(low)} to ${scaleNumber(high)}`;
  };
  return `${filters ? 'Filter' : 'Unit'} ${unit}${range(filters, 'weights')}${range(maps, 'answers')}`;
}
