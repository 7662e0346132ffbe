/** Three pictures in a row: the galaxy as the network receives it, the map, and both together. */
import { html, nothing, type TemplateResult } from 'lit';
import { extent } from '../../draw/picture.js';
import { cssVars } from '../support/css-vars.js';
import type { Pixel } from '../support/loupe.js';
import { valueAt } from '../support/loupe.js';
import { picture } from '../support/picture.js';
import type { PixelCursor } from '../support/pixel-cursor.js';
import { scaleNumber } from '../support/colour-scale.js';
import type { MapPicture } from './map-picture.js';

export interface PicturesSettings {
  shown: MapPicture;
  /** What the galaxy is: class, number, real or synthetic. */
  galaxy: string;
  /** Whether another map is on its way. */
  earlier: boolean;
  /** What the map is of. */
  subject: string;
  bands: readonly string[];
  /** How strongly the map lies over the galaxy, 0 to 1. */
  opacity: number;
  cursor: PixelCursor;
  fade: (event: Event) => void;
}

/** Enough for the sharpest map; larger ones are averaged down. */
const most = 384;

export function pictures({ shown, galaxy, earlier, subject, bands, opacity, cursor, fade }: PicturesSettings): TemplateResult {
  const { shape } = shown.input;
  const point = (event: PointerEvent) => cursor.point(event, shape);
  const mark = cursor.pixel ? markAt(cursor.pixel, shape) : nothing;
  return html`<div class="pictures ${earlier ? 'earlier' : ''}" part="pictures" role="group" tabindex="0" aria-label="Galaxy, map, and both. Arrow keys read their pixels."
      @pointermove=${point} @pointerleave=${cursor.leave} @blur=${cursor.leave} @keydown=${(event: KeyboardEvent) => cursor.walk(event, shape)}>
      <figure>
        <div class="frame"><canvas class="pixels" role="img" aria-label=${galaxy} ${picture(shown.input, { most })}></canvas>${mark}</div>
        <figcaption>What the network sees</figcaption>
      </figure>
      <figure>
        <div class="frame"><canvas class="pixels" role="img" aria-label=${subject} ${picture(shown.picture, { map: shown.map, range: shown.range, most })}></canvas>${mark}</div>
        <figcaption>What counted</figcaption>
      </figure>
      <figure class="both">
        <div class="frame" ${cssVars({ '--opacity': opacity })}>
          <canvas class="pixels" role="img" aria-label="${galaxy}, with ${subject} over it" ${picture(shown.input, { most })}></canvas>
          <canvas class="pixels veil" aria-hidden="true"></canvas>${mark}
        </div>
        <figcaption><label class="opacity">Both <input type="range" min="0" max="1" step="0.01" .value=${String(opacity)} aria-label="How strongly the map lies over the galaxy" @input=${fade} @keydown=${(event: Event) => event.stopPropagation()} /></label></figcaption>
      </figure>
    </div>
    <output class="small secondary reading">${reading(shown, cursor, bands)}</output>`;
}

function markAt({ row, column }: Pixel, shape: readonly number[]): TemplateResult {
  const { height, width } = extent(shape);
  return html`<span class="mark" ${cssVars({ '--left': column / width, '--top': row / height, '--wide': 1 / width, '--high': 1 / height })}></span>`;
}

function reading({ input, picture: map }: MapPicture, { pixel }: PixelCursor, bands: readonly string[]): string {
  if (!pixel) return 'Point at a picture to read its values.';
  const { width } = extent(map.shape);
  const seen = valueAt({ values: input.values, shape: [...input.shape], label: 0 }, pixel, bands);
  return `${seen}; counts ${scaleNumber(map.values[pixel.row * width + pixel.column] ?? Number.NaN)}`;
}
