/** Arrays of one picture to pixels. Numbers in, `ImageData` out; scaling is by whole factors, so that a pixel stays a pixel. */
import { colourMap, entries, type ColourMapName, type ColourScheme } from './colour-maps.js';
import { stretch } from './range.js';

export interface Picture {
  /** Row-major, channels last. */
  values: Uint8Array | Float32Array;
  /** [height, width] or [height, width, channels]. */
  shape: readonly number[];
}

export interface PictureOptions {
  /** Colours of a single band. Default grey. */
  map?: ColourMapName;
  /** What the picture stands on: decides the neutral middle of a diverging map. Default light. */
  scheme?: ColourScheme;
  /** Which value is drawn darkest and which brightest. Default: 0 to 255 for 8-bit pictures, smallest to largest for others. */
  range?: readonly [number, number];
}

/** Height, width and number of channels; a list of numbers is a picture of one row. */
export function sides(shape: readonly number[]): { height: number; width: number; channels: number } {
  if (shape.length < 2) return { height: 1, width: shape[0] ?? 0, channels: 1 };
  const [height = 0, width = 0, channels = 1] = shape;
  return { height, width, channels };
}

/**
 * The picture as RGBA. Three channels are red, green and blue in the order they are stored in;
 * one channel, or the first of any other number, is drawn through a colour map.
 */
export function toPixels(picture: Picture, options: PictureOptions = {}): ImageData {
  const { height, width, channels } = sides(picture.shape);
  const { values } = picture;
  const [low, high] = options.range ?? (values instanceof Uint8Array ? [0, 255] : stretch(values));
  const image = new ImageData(Math.max(width, 1), Math.max(height, 1));
  const pixels = image.data;
  const colour = channels === 3;
  const map = colourMap(options.map ?? 'grey', options.scheme);
  const toByte = 255 / (high - low);
  const toEntry = (entries - 1) / (high - low);
  for (let i = 0; i < width * height; i++) {
    const from = i * channels;
    const to = i * 4;
    if (colour) {
      for (let c = 0; c < 3; c++) pixels[to + c] = ((values[from + c] as number) - low) * toByte;
    } else {
      const entry = Math.min(entries - 1, Math.max(0, Math.round(((values[from] as number) - low) * toEntry) || 0)) * 3;
      for (let c = 0; c < 3; c++) pixels[to + c] = map[entry + c] as number;
    }
    pixels[to + 3] = 255;
  }
  return image;
}

/** The picture with each `block`×`block` square averaged into one pixel; whole squares only. */
export function shrink(picture: Picture, block: number): Picture {
  if (block <= 1) return picture;
  const { height, width, channels } = sides(picture.shape);
  const rows = Math.floor(height / block);
  const columns = Math.floor(width / block);
  const values = new Float32Array(rows * columns * channels);
  for (let y = 0; y < rows * block; y++) {
    for (let x = 0; x < columns * block; x++) {
      const from = (y * width + x) * channels;
      const to = (Math.floor(y / block) * columns + Math.floor(x / block)) * channels;
      for (let c = 0; c < channels; c++) values[to + c] = (values[to + c] as number) + (picture.values[from + c] as number);
    }
  }
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / block ** 2;
  const shape = [rows, columns, channels];
  return picture.values instanceof Uint8Array ? { values: Uint8Array.from(values, Math.round), shape } : { values, shape };
}

/** Side of the blocks that must be averaged for a picture of this shape to fit into `size` pixels; 1 where it fits as it is. */
export function blockFor(shape: readonly number[], size: number): number {
  const { height, width } = sides(shape);
  return Math.max(1, Math.ceil(Math.max(height, width) / size));
}
