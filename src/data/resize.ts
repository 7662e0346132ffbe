/** A foreign picture brought to the size of a dataset's pictures, without bending its shapes. */
import type { Geometry } from './geometry.js';

/**
 * Cuts the largest centred part with the target's proportions (a round galaxy must stay round), then averages over the area each new
 * pixel covers; where the picture is smaller than the target this repeats pixels smoothly at their borders.
 * @param values - [from.height, from.width, from.channels].
 * @returns [to.height, to.width, from.channels].
 */
export function resizePicture(values: ArrayLike<number>, from: Geometry, to: { height: number; width: number }): Float32Array {
  const step = Math.min(from.height / to.height, from.width / to.width);
  const top = (from.height - step * to.height) / 2;
  const left = (from.width - step * to.width) / 2;
  const rows = Array.from({ length: to.height }, (_, y) => cover(top + y * step, step, from.height));
  const columns = Array.from({ length: to.width }, (_, x) => cover(left + x * step, step, from.width));
  const { channels } = from;
  const out = new Float32Array(to.height * to.width * channels);
  let at = 0;
  for (const row of rows) {
    for (const column of columns) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (const [y, down] of row) {
          for (const [x, across] of column) sum += down * across * (values[(y * from.width + x) * channels + channel] ?? 0);
        }
        out[at++] = sum;
      }
    }
  }
  return out;
}

/** The old pixels a new one from `start`, `length` long, covers, with the fraction of the new one each fills. */
function cover(start: number, length: number, sides: number): [pixel: number, fraction: number][] {
  const parts: [number, number][] = [];
  const end = start + length;
  for (let pixel = Math.floor(start); pixel < end; pixel++) {
    const overlap = Math.min(end, pixel + 1) - Math.max(start, pixel);
    if (overlap > 1e-9) parts.push([Math.min(Math.max(pixel, 0), sides - 1), overlap / length]);
  }
  return parts;
}
