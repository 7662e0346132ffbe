/** A Lit directive that draws a sample on a `<canvas class="pixels">`, scaled by a whole factor. */
import { noChange } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart } from 'lit/directive.js';
import type { Sample, Samples } from '../../contract/dataset.js';
import { blockFor, shrink, toPixels, type Picture, type PictureOptions } from '../../draw/picture.js';
import { forget, paint } from './paint-queue.js';

interface PictureSettings extends PictureOptions {
  /** The square it has to fit into, in CSS pixels: sets `--box`, which a style sheet may set instead. */
  size?: number;
  /** Larger pictures are averaged down to this many pixels a side. Default: `size`, or 138 (69 pixels, twice). */
  most?: number;
}

class PictureDirective extends AsyncDirective {
  #canvas: HTMLCanvasElement | null = null;
  #values: Picture['values'] | null = null;
  #settings = '';

  override render(_picture: Picture | undefined, _settings?: PictureSettings): unknown {
    return noChange;
  }

  /** Redraws only what has changed: the same array with the same settings is the same picture. */
  override update(part: ElementPart, [picture, settings = {}]: [Picture | undefined, PictureSettings?]): unknown {
    const key = JSON.stringify(settings);
    if (this.#values === (picture?.values ?? null) && this.#settings === key && this.#canvas === part.element) return noChange;
    this.#canvas = part.element as HTMLCanvasElement;
    this.#values = picture?.values ?? null;
    this.#settings = key;
    const canvas = this.#canvas;
    if (picture) paint(canvas, () => drawPicture(canvas, picture, settings));
    else clear(canvas);
    return noChange;
  }

  protected override disconnected(): void {
    if (this.#canvas) forget(this.#canvas);
    this.#values = null;
  }
}

/** `<canvas class="pixels" ${picture(sample, { size: 138 })}></canvas>` */
export const picture = directive(PictureDirective);

const usual = 138;

/**
 * Draws a picture at once. The canvas holds one pixel a value (or a whole block of them averaged, where there are too many);
 * the rule for `canvas.pixels` enlarges it by the largest whole factor that fits into `--box`.
 */
export function drawPicture(canvas: HTMLCanvasElement, source: Picture, settings: PictureSettings = {}): void {
  const image = toPixels(shrink(source, blockFor(source.shape, settings.most ?? settings.size ?? usual)), settings);
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.style.setProperty('--side', `${Math.max(image.width, image.height)}px`);
  canvas.style.setProperty('--ratio', String(image.width / Math.max(image.width, image.height)));
  if (settings.size !== undefined) canvas.style.setProperty('--box', `${settings.size}px`);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}

function clear(canvas: HTMLCanvasElement): void {
  forget(canvas);
  canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
}

/** One of several samples, without copying its values. */
export function sampleAt({ values, shape, labels }: Samples, position: number): Sample {
  const own = shape.slice(1);
  const length = own.reduce((product, n) => product * n, 1);
  return { values: values.subarray(position * length, (position + 1) * length), shape: own, label: labels[position] ?? -1 };
}
