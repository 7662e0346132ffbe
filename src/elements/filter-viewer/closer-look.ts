/** One filter and its answer, large: the channels one by one, the range, and the value under the pointer. */
import { html, nothing, type TemplateResult } from 'lit';
import type { NumberArray } from '../../contract/inspection.js';
import type { ColourScheme } from '../../draw/colour-maps.js';
import { type Picture, sides } from '../../draw/picture.js';
import { scaleNumber } from '../support/colour-scale.js';
import { icon } from '../support/parts.js';
import { picture } from '../support/picture.js';
import { type PixelCursor, valueAt } from '../support/pixel-cursor.js';
import { channelPictures, type PictureSet } from './unit-pictures.js';

interface CloserLookSettings {
  unit: number;
  filters: PictureSet | null;
  /** The numbers behind `filters`. */
  weights: NumberArray | null;
  maps: PictureSet | null;
  bands: readonly string[];
  scheme: ColourScheme;
  /** Where the reader points in each of the two pictures. */
  cursors: { weights: PixelCursor; answer: PixelCursor };
  close: () => void;
}

const large = 208;
const small = 72;
/** More channels than this are shown together only. */
const most = 32;

export function closerLook(settings: CloserLookSettings): TemplateResult {
  const { filters, weights, maps, cursors, bands, unit, close } = settings;
  const letters = weights?.shape[3] === bands.length ? bands : [];
  const channels = weights?.shape[3] ?? 1;
  return html`<section class="closer" part="closer" aria-label="${filters ? 'Filter' : 'Unit'} ${unit}, large">
    <header class="row">
      <h3>${filters ? 'Filter' : 'Unit'} ${unit}</h3>
      <button type="button" class="quiet sign spread close" aria-label="Close" @click=${close}>${icon('close')}</button>
    </header>
    <div class="row large">${view(settings, filters, 'Weights', cursors.weights, letters)} ${view(settings, maps, 'Its answer', cursors.answer, [])}</div>
    ${weights && filters && channels > 1 && channels <= most ? byChannel(weights, filters, settings) : nothing}
  </section>`;
}

function view(
  { unit, scheme }: CloserLookSettings,
  set: PictureSet | null,
  name: string,
  cursor: PixelCursor,
  bands: readonly string[],
): TemplateResult | typeof nothing {
  const shown = set?.pictures[unit];
  const [low, high] = set?.extents[unit] ?? [0, 0];
  if (!set || !shown) return nothing;
  return html`<figure>
    <figcaption>${name} <span class="secondary small">${scaleNumber(low)} to ${scaleNumber(high)}</span></figcaption>
    <div class="frame" @pointermove=${(event: PointerEvent) => cursor.point(event, shown.shape)} @pointerleave=${cursor.leave}>
      <canvas class="pixels" role="img" aria-label="${name} of unit ${unit}" ${picture(shown, { map: set.map, scheme, range: set.range, size: large })}></canvas>
    </div>
    <output class="small secondary">${reading(shown, cursor, bands)}</output>
  </figure>`;
}

function reading(shown: Picture, { pixel }: PixelCursor, bands: readonly string[]): string {
  const { height, width } = sides(shown.shape);
  if (!pixel || pixel.row >= height || pixel.column >= width) return '';
  return valueAt(shown, pixel, bands);
}

function byChannel(weights: NumberArray, { range }: PictureSet, { unit, bands, scheme }: CloserLookSettings): TemplateResult {
  const pictures = channelPictures(weights, unit);
  return html`<ul class="row channels" aria-label="Channel by channel">
    ${pictures.map(
      (channel, c) => html`<li>
        <canvas class="pixels" role="img" aria-label="Channel ${bands[c] ?? c}" ${picture(channel, { map: 'diverging', scheme, range, size: small })}></canvas>
        <span class="small secondary">${pictures.length === bands.length ? bands[c] : c}</span>
      </li>`,
    )}
  </ul>`;
}
