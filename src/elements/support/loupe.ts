/** A large picture of one sample that tells the value under the pointer, or under a mark that the arrow keys move. */
import { html, type TemplateResult } from 'lit';
import type { Sample } from '../../contract/dataset.js';
import type { ColourMapName } from '../../draw/colour-maps.js';
import { picture } from './picture.js';
import { type PixelCursor, pixelMark, valueAt } from './pixel-cursor.js';

interface Loupe {
  sample: Sample | undefined;
  /** What the picture is of: number, class and origin. */
  label: string;
  bands: readonly string[];
  map: ColourMapName;
  /** Where the reader looks; other pictures of the sample may move it too. */
  cursor: PixelCursor;
}

/** Enough for 69 pixels drawn four times as large; larger pictures are averaged down. */
const most = 276;

export function loupe({ sample, label, bands, map, cursor }: Loupe): TemplateResult {
  const shape = sample?.shape ?? [1, 1];
  return html`<div
    class="lens"
    part="loupe"
    role="group"
    tabindex="0"
    aria-label=${`${label}. Arrow keys read its pixels.`}
    @keydown=${(event: KeyboardEvent) => cursor.walk(event, shape)}
    @pointermove=${(event: PointerEvent) => cursor.point(event, shape)}
    @pointerleave=${cursor.leave}
    @blur=${cursor.leave}
  >
    <span class="glass"
      ><canvas class="pixels" role="img" aria-label=${label} ${picture(sample, { map, most })}></canvas>${pixelMark(cursor, shape)}</span
    >
    <output class="small secondary">${sample && cursor.pixel ? valueAt(sample, cursor.pixel, bands) : 'Point at a picture to read its values.'}</output>
  </div>`;
}
