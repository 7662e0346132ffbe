/** Filters and feature maps cut out of their arrays, one picture at a time. Numbers only: colours come later. */

/** A single-channel or three-channel picture as numbers, row-major [height, width, channels]. */
export interface Plane {
  values: Float32Array;
  height: number;
  width: number;
  channels: number;
}

interface Numbers {
  values: Float32Array;
  shape: readonly number[];
}

/** Number of filters in [filters, height, width, channels]. */
export const filterCount = (filters: Numbers): number => filters.shape[0] ?? 0;

/** Filter `index` of [filters, height, width, channels], all channels. */
export function filterPlane(filters: Numbers, index: number): Plane {
  const [, height = 1, width = 1, channels = 1] = filters.shape;
  const size = height * width * channels;
  return { values: filters.values.subarray(index * size, (index + 1) * size), height, width, channels };
}

/** Number of feature maps, or of units. */
export const mapCount = (activations: Numbers): number => activations.shape.at(-1) ?? 0;

/** Feature map `index` of [height, width, channels] as a plane of one channel; a vector's unit is a plane of one pixel. */
export function mapPlane(activations: Numbers, index: number): Plane {
  const channels = mapCount(activations);
  const [height, width] =
    activations.shape.length >= 3
      ? (activations.shape.slice(-3) as [number, number])
      : [1, activations.shape.length === 2 ? (activations.shape[0] as number) : 1];
  const values = new Float32Array(height * width);
  for (let i = 0; i < values.length; i++) values[i] = activations.values[i * channels + index] as number;
  return { values, height, width, channels: 1 };
}

/** One channel of a plane. */
export function channelPlane(plane: Plane, channel: number): Plane {
  const { height, width, channels } = plane;
  const values = new Float32Array(height * width);
  for (let i = 0; i < values.length; i++) values[i] = plane.values[i * channels + channel] as number;
  return { values, height, width, channels: 1 };
}

/** How many of `count` stand side by side: near a square, without a hole where that is possible. */
function columns(count: number): number {
  const square = Math.ceil(Math.sqrt(count));
  for (let across = square; across <= 2 * square; across++) if (count % across === 0) return across;
  return square;
}

/**
 * All channels side by side in a near-square mosaic, as one plane of one channel.
 * The pixel between two channels is zero, which a diverging map draws neutral.
 */
export function mosaic(plane: Plane): Plane {
  const { height, width, channels } = plane;
  const across = columns(channels);
  const down = Math.ceil(channels / across);
  const full = { height: down * (height + 1) - 1, width: across * (width + 1) - 1 };
  const values = new Float32Array(full.height * full.width);
  for (let c = 0; c < channels; c++) {
    const top = Math.floor(c / across) * (height + 1);
    const left = (c % across) * (width + 1);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        values[(top + y) * full.width + left + x] = plane.values[(y * width + x) * channels + c] as number;
      }
    }
  }
  return { values, ...full, channels: 1 };
}
