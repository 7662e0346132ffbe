/** How a sample lies in memory, row-major with the channels last. Only pictures have rows and columns that may be cropped or turned. */
import { product } from './shape.js';

export interface Geometry {
  /** Shape of one sample, e.g. [69, 69, 3] for a picture, [3522] for a spectrum. */
  shape: readonly number[];
  /** A rank-3 sample is a picture: [height, width, channels]. */
  picture: boolean;
  /** 1 where the sample is no picture. */
  height: number;
  /** Without channels, all there is where the sample is no picture. */
  width: number;
  /** The last axis; 1 for rank-1 samples. */
  channels: number;
  /** Number of values. */
  size: number;
}

export function geometryOf(shape: readonly number[]): Geometry {
  const size = product(shape);
  const [first = 1, second = 1, third = 1] = shape;
  if (shape.length === 3) return { shape, picture: true, height: first, width: second, channels: third, size };
  const channels = shape.length < 2 ? 1 : (shape.at(-1) ?? 1);
  return { shape, picture: false, height: 1, width: size / channels, channels, size };
}
