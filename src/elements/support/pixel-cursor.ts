/** One place that several pictures of the same frame share: under the pointer, or moved by the arrow keys. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { extent } from '../../draw/picture.js';
import type { Pixel } from './loupe.js';

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

  /** Follows the pointer over the canvas it is on; `shape` is that of the shared frame. */
  point = (event: PointerEvent, shape: readonly number[]): void => {
    const canvas = (event.target as Element).closest('.frame')?.querySelector('canvas');
    if (!canvas) {
      this.leave();
      return;
    }
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const { height: rows, width: columns } = extent(shape);
    const row = Math.floor(((event.clientY - top) / height) * rows);
    const column = Math.floor(((event.clientX - left) / width) * columns);
    this.#look(row >= 0 && column >= 0 && row < rows && column < columns ? { row, column } : null);
  };

  /** Moves one pixel by an arrow key; false for any other key. */
  walk(event: KeyboardEvent, shape: readonly number[]): boolean {
    const step = directions[event.key];
    if (!step) return false;
    event.preventDefault();
    const { height, width } = extent(shape);
    const from = this.#pixel ?? { row: height >> 1, column: width >> 1 };
    const within = (value: number, n: number) => Math.min(n - 1, Math.max(0, value));
    this.#look({ row: within(from.row + step[0], height), column: within(from.column + step[1], width) });
    return true;
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
