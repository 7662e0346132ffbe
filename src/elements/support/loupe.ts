/** A large picture of one sample that tells the value under the pointer, or under a mark that the arrow keys move. */
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Sample } from '../../contract/dataset.js';
import type { ColourMapName } from '../../draw/colour-maps.js';
import { extent } from '../../draw/picture.js';
import { cssVars } from './css-vars.js';
import { picture } from './picture.js';

export interface Pixel {
  row: number;
  column: number;
}

export interface LoupeView {
  sample: Sample | undefined;
  /** What the picture is of: class, number, real or synthetic. */
  label: string;
  bands: readonly string[];
  map: ColourMapName;
}

/** Keeps which pixel is looked at. */
export class Loupe implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #pixel: Pixel | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Follows the pointer over any picture with this many rows and columns. */
  follow(event: PointerEvent, shape: readonly number[]): void {
    const canvas = (event.currentTarget as Element).querySelector('canvas');
    if (!canvas) return;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const { height: rows, width: columns } = extent(shape);
    const row = Math.floor(((event.clientY - top) / height) * rows);
    const column = Math.floor(((event.clientX - left) / width) * columns);
    this.#look(row >= 0 && column >= 0 && row < rows && column < columns ? { row, column } : null);
  }

  leave = (): void => this.#look(null);

  hostDisconnected(): void {
    this.#pixel = null;
  }

  render({ sample, label, bands, map }: LoupeView): TemplateResult {
    const shape = sample?.shape ?? [1, 1];
    const { height, width } = extent(shape);
    const pixel = this.#pixel;
    const place = pixel && { '--left': pixel.column / width, '--top': pixel.row / height, '--wide': 1 / width, '--high': 1 / height };
    return html`<div
      class="lens"
      part="loupe"
      role="group"
      tabindex="0"
      aria-label=${`${label}. Arrow keys read its pixels.`}
      @keydown=${(event: KeyboardEvent) => this.#walk(event, shape)}
      @pointermove=${(event: PointerEvent) => this.follow(event, shape)}
      @pointerleave=${this.leave}
      @blur=${this.leave}
    >
      <span class="glass"
        ><canvas class="pixels" role="img" aria-label=${label} ${picture(sample, { map, most: 276 })}></canvas>
        ${place ? html`<span class="mark" ${cssVars(place)}></span>` : nothing}</span
      >
      <output class="small secondary">${sample && pixel ? valueAt(sample, pixel, bands) : 'Point at a picture to read its values.'}</output>
    </div>`;
  }

  #walk(event: KeyboardEvent, shape: readonly number[]): void {
    const step = directions[event.key];
    if (!step) return;
    event.preventDefault();
    const { height, width } = extent(shape);
    const from = this.#pixel ?? { row: height >> 1, column: width >> 1 };
    const within = (value: number, n: number) => Math.min(n - 1, Math.max(0, value));
    this.#look({ row: within(from.row + step[0], height), column: within(from.column + step[1], width) });
  }

  #look(pixel: Pixel | null): void {
    if (pixel?.row === this.#pixel?.row && pixel?.column === this.#pixel?.column) return;
    this.#pixel = pixel;
    this.#host.requestUpdate();
  }
}

const directions: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** "row 34, column 12: g 120, r 98, i 77". Rows and columns count from 0, as in the arrays. */
export function valueAt({ values, shape }: Sample, { row, column }: Pixel, bands: readonly string[]): string {
  const { width, channels } = extent(shape);
  const from = (row * width + column) * channels;
  const numbers = Array.from(values.subarray(from, from + Math.min(channels, 6)), (value, c) => {
    const shown = Number.isInteger(value) ? String(value) : value.toPrecision(3);
    return bands[c] ? `${bands[c]} ${shown}` : shown;
  });
  return `row ${row}, column ${column}: ${numbers.join(', ')}`;
}
