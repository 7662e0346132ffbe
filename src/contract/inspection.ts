/** Numbers from inside a network: typed arrays and shapes, never pictures. */

export interface NumberArray {
  values: Float32Array;
  shape: number[];
}

/**
 * Filters of one layer, one a leading index.
 * Conv2D: [filters, height, width, channels]. Dense on images: [units, height, width, channels], the rows as pictures.
 */
export interface Filters extends NumberArray {
  layer: string;
}

/** Activations of one layer for one sample, without the batch axis: [height, width, channels], or [units]. */
export interface Activations extends NumberArray {
  layer: string;
}

/** The methods in the session's catalogue can be used; the other names are reserved, and asking for one is refused. */
export type SaliencyMethodName =
  | 'gradient'
  | 'gradient-x-input'
  | 'smoothgrad'
  | 'integrated-gradients'
  | 'grad-cam'
  | 'occlusion'
  | 'rise';

export interface SaliencyOptions {
  method: SaliencyMethodName;
  /** A sample index, or values of the network's input shape as the network receives them (scaled, cropped, normalised). */
  input: number | Float32Array;
  /** The class (output unit) to explain, taken before its softmax or sigmoid. Default: the predicted class. */
  target?: number;
  /** smoothgrad, rise: how many noisy copies or masks. */
  samples?: number;
  /** smoothgrad: width of the noise as a fraction of the input's range. */
  noise?: number;
  /** integrated-gradients, occlusion: the value that stands for "nothing there". */
  baseline?: number;
  /** grad-cam: the layer whose feature maps are weighed. Default: the last one with spatial axes. */
  layer?: string;
  /** Seed of the noise. Default 1. */
  seed?: number;
}

export interface SaliencyMap extends NumberArray {
  method: SaliencyMethodName;
  target: number;
  /** Whether zero means "no influence" with signs on both sides, or the values start from zero. */
  signed: boolean;
  /** What the network received, in the same frame as the map: shape = the network's input shape. */
  input: NumberArray;
  /** Further numbers of a method, by name. */
  extra?: Record<string, NumberArray | number>;
}
