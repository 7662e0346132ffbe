/** One place that pictures of the same frame share, under the pointer or moved by the arrow keys, and the value that stands there. */
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { type Picture, sides } from '../../draw/picture.js';
import { cssVars } from './css-vars.js';

/** Rows and columns count from 0, as in the arrays. */
interface Pixel {
  row: number;
  column: number;
}

const directions: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export class PixelCursor implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #pixel: Pixel | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Where the reader looks; null where they do not. */
  get pixel(): Pixel | null {
    return this.#pixel;
  }

  /** Follows the pointer over the canvas it is on, or over the first one of the listening element; `shape` is that of the picture. */
  point(event: PointerEvent, shape: readonly number[]): void {
    const canvas = (event.target as Element).closest('canvas') ?? (event.currentTarget as Element).querySelector('canvas');
    if (!canvas) return;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const { height: rows, width: columns } = sides(shape);
    const row = Math.floor(((event.clientY - top) / height) * rows);
    const column = Math.floor(((event.clientX - left) / width) * columns);
    this.#look(row >= 0 && column >= 0 && row < rows && column < columns ? { row, column } : null);
  }

  /** Moves one pixel by an arrow key, from the middle where there was none. */
  walk(event: KeyboardEvent, shape: readonly number[]): void {
    const step = directions[event.key];
    if (!step) return;
    event.preventDefault();
    const { height, width } = sides(shape);
    const from = this.#pixel ?? { row: height >> 1, column: width >> 1 };
    const within = (value: number, n: number) => Math.min(n - 1, Math.max(0, value));
    this.#look({ row: within(from.row + step[0], height), column: within(from.column + step[1], width) });
  }

  leave = (): void => this.#look(null);

  hostDisconnected(): void {
    this.#pixel = null;
  }

  #look(pixel: Pixel | null): void {
    if (pixel?.row === this.#pixel?.row && pixel?.column === this.#pixel?.column) return;
    this.#pixel = pixel;
    this.#host.requestUpdate();
  }
}

/** A frame around the cursor's pixel, for a picture of this shape. */
export function pixelMark({ pixel }: PixelCursor, shape: readonly number[]): TemplateResult | typeof nothing {
  if (!pixel) return nothing;
  const { height, width } = sides(shape);
  const place = { '--left': pixel.column / width, '--top': pixel.row / height, '--wide': 1 / width, '--high': 1 / height };
  return html`<span class="mark" ${cssVars(place)}></span>`;
}

/** "row 34, column 12: g 120, r 98, i 77", at most six channels. */
export function valueAt({ values, shape }: Picture, { row, column }: Pixel, bands: readonly string[]): string {
  const { width, channels } = sides(shape);
  const from = (row * width + column) * channels;
  const numbers = Array.from(values.subarray(from, from + Math.min(channels, 6)), (value, c) => {
    const shown = Number.isInteger(value) ? String(value) : value.toPrecision(3);
    return bands[c] ? `${bands[c]} ${shown}` : shown;
  });
  return `row ${row}, column ${column}: ${numbers.join(', ')}`;
}
