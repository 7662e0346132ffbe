/** The galaxy that is looked at, large, with what it is and how it is coloured. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DatasetInfo, Sample } from '../../contract/dataset.js';
import type { ColourMapName } from '../../draw/colour-maps.js';
import { loupe } from '../support/loupe.js';
import { origin } from '../support/origin.js';
import type { PixelCursor } from '../support/pixel-cursor.js';

interface LoupePanel {
  info: DatasetInfo;
  /** The galaxy's number; undefined where there is none. */
  index: number | undefined;
  sample: Sample | undefined;
  cursor: PixelCursor;
  map: ColourMapName;
  colour(map: ColourMapName): void;
}

/** For pictures of one band; three bands are red, green and blue. */
const maps: readonly ColourMapName[] = ['grey', 'viridis', 'magma'];

export function loupePanel({ info, index, sample, cursor, map, colour }: LoupePanel): TemplateResult {
  const name = sample ? (info.classNames[sample.label] ?? `Class ${sample.label}`) : '';
  const label = sample ? `Galaxy ${index}, ${name}, ${origin(info)}` : 'No galaxy selected';
  const single = (info.pictureShape[2] ?? 1) !== 3;
  const about = [`Galaxy ${index ?? '–'}`, info.bands.join(', '), origin(info)].filter(Boolean);
  return html`<div class="close">
    ${loupe({ sample, label, bands: info.bands, map, cursor })}
    <p><strong>${name}</strong></p>
    <p class="small secondary">${about.join(' · ')}</p>
    ${single ? colours(map, colour) : nothing}
  </div>`;
}

const colours = (now: ColourMapName, colour: LoupePanel['colour']): TemplateResult =>
  html`<label class="field"
    >Colours
    <select @change=${(event: Event) => colour((event.target as HTMLSelectElement).value as ColourMapName)}>
      ${maps.map((map) => html`<option value=${map} ?selected=${map === now}>${map}</option>`)}
    </select></label
  >`;
