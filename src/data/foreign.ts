/** Pictures from elsewhere (a dropped photograph, a canvas) as if they had been stored in the dataset. */
import { geometryOf } from './geometry.js';
import type { Reduction } from './reduction.js';
import { resizePicture } from './resize.js';
import { inWords, product } from './shape.js';
import { mismatch } from './words.js';

/**
 * Brings a picture to the shape of the dataset's samples. Its channels may be the dataset's own, those of the file before bands were
 * chosen (the same ones are chosen then), a single grey one (repeated), or red, green, blue and opacity (the last is dropped). Where the
 * dataset has one channel, and the file does not say which of the three it is, it is the mean of red, green and blue.
 * @param values - On the same range as the stored values, 0 to 255 for 8-bit pictures; row-major [height, width, channels].
 * @returns Values of shape `reduction.to`.
 */
export function adaptPicture(values: Uint8Array | Float32Array, shape: readonly number[], reduction: Reduction): Uint8Array | Float32Array {
  const size = product(shape);
  if (values.length !== size) throw mismatch(`A picture of ${inWords(shape)} has ${size} values; this one has ${values.length}.`);
  const { to } = reduction;
  if (shape.join() === to.join()) return values;
  if (shape.length !== 3 || to.length !== 3) throw mismatch(`This input is ${inWords(shape)}, the dataset's samples are ${inWords(to)}.`);
  const picture = geometryOf(shape);
  const [height = 1, width = 1] = to;
  const resized = picture.height === height && picture.width === width ? values : resizePicture(values, picture, { height, width });
  return pickChannels(resized, picture.channels, channelMap(picture.channels, reduction));
}

/** For each channel of the dataset the picture's channels whose mean plays its part. */
function channelMap(channels: number, { from, to, channels: kept }: Reduction): readonly (readonly number[])[] {
  const wanted = to[2] ?? 0;
  const opaque = channels === 4 && wanted !== 4 && from[2] !== 4 ? 3 : channels;
  if (opaque === wanted) return kept.map((_, i) => [i]);
  if (opaque === from[2]) return kept.map((channel) => [channel]);
  if (opaque === 1) return kept.map(() => [0]);
  if (opaque === 3 && wanted === 1) return [[0, 1, 2]];
  throw mismatch(`This picture has ${channels} channels; the dataset's have ${wanted}.`);
}

/** Not rounded to 8 bits again: they are about to become a network's input. */
function pickChannels(values: Uint8Array | Float32Array, channels: number, map: readonly (readonly number[])[]): Float32Array {
  const pixels = values.length / channels;
  const out = new Float32Array(pixels * map.length);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (const [i, parts] of map.entries()) {
      let sum = 0;
      for (const channel of parts) sum += values[pixel * channels + channel] ?? 0;
      out[pixel * map.length + i] = sum / parts.length;
    }
  }
  return out;
}
