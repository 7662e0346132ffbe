/** Three pictures in a row: the galaxy as the network receives it, the map, and both together. */
import { html, type TemplateResult } from 'lit';
import type { ColourScheme } from '../../draw/colour-maps.js';
import { sides } from '../../draw/picture.js';
import { scaleNumber } from '../support/colour-scale.js';
import { cssVars } from '../support/css-vars.js';
import { picture } from '../support/picture.js';
import { type PixelCursor, pixelMark, valueAt } from '../support/pixel-cursor.js';
import type { MapPicture } from './map-picture.js';

interface ThreePictures {
  shown: MapPicture;
  /** What the galaxy is: its number, and that it is seen as the network receives it. */
  galaxy: string;
  /** Whether another map is on its way. */
  earlier: boolean;
  /** What the map is of. */
  subject: string;
  bands: readonly string[];
  scheme: ColourScheme;
  /** How strongly the map lies over the galaxy, 0 to 1. */
  opacity: number;
  cursor: PixelCursor;
  fade: (event: Event) => void;
}

/** Enough for the sharpest map; larger ones are averaged down. */
const most = 384;

export function threePictures({ shown, galaxy, earlier, subject, bands, scheme, opacity, cursor, fade }: ThreePictures): TemplateResult {
  const { shape } = shown.input;
  const point = (event: PointerEvent) => cursor.point(event, shape);
  const mark = pixelMark(cursor, shape);
  return html`<div class="pictures ${earlier ? 'earlier' : ''}" part="pictures" role="group" tabindex="0" aria-label="Galaxy, map, and both. Arrow keys read their pixels."
      @pointermove=${point} @pointerleave=${cursor.leave} @blur=${cursor.leave} @keydown=${(event: KeyboardEvent) => cursor.walk(event, shape)}>
      <figure>
        <div class="frame"><canvas class="pixels" role="img" aria-label=${galaxy} ${picture(shown.input, { most })}></canvas>${mark}</div>
        <figcaption>What the network sees</figcaption>
      </figure>
      <figure>
        <div class="frame"><canvas class="pixels" role="img" aria-label=${subject} ${picture(shown.picture, { map: shown.map, scheme, range: shown.range, most })}></canvas>${mark}</div>
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

function reading({ input, picture: map }: MapPicture, { pixel }: PixelCursor, bands: readonly string[]): string {
  if (!pixel) return 'Point at a picture to read its values.';
  const { width } = sides(map.shape);
  const seen = valueAt(input, pixel, bands);
  return `${seen}; counts ${scaleNumber(map.values[pixel.row * width + pixel.column] ?? Number.NaN)}`;
}
