/** What a network learns from, as the page sees it. */

/** Where samples come from: a URL, a `synthetic:` name, or files the reader chose. */
export type DatasetSource = string | File | readonly File[];

/** How 8-bit values become numbers: x/255, x/256 (PHYS 246), or x/255·0.99 + 0.01 (DECaLS). */
export type Scale = 'unit' | 'x/256' | '0.01-1';

/** A part of the data: what is learned from, or what was kept back. */
export type Split = 'train' | 'test';

export interface DatasetOptions {
  /** `synthetic:galaxies?n=…&seed=…`, `synthetic:decals`, the URL of an `.h5` file, or chosen files. */
  src: DatasetSource;
  /** Original labels to keep, relabelled 0, 1, … in this order. Default: every label present. */
  classes?: readonly number[];
  /** The new label of each kept class in order, to merge classes: `[0, 0, 1]`. Default: 0, 1, 2, … */
  relabel?: readonly number[];
  /** Names for the new labels, where the file has none of its own. */
  classNames?: readonly string[];
  /** Channels to keep, by index or by letter (`'g'`). Default: all. */
  bands?: readonly (number | string)[];
  /** Side of the square blocks of pixels that are averaged into one. Default 1: none. */
  coarsen?: number;
  /** Side of the square cut out: at random and new each time in training, centred in evaluation. */
  crop?: number;
  /** Default `'unit'`. */
  scale?: Scale;
  /** Subtract each channel's mean and divide by its standard deviation, both from 1,000 prepared training samples. */
  normalise?: boolean;
  /** Fraction (below 1) or number (1 and above) of training samples; the rest is the test set. Default 0.8. */
  split?: number;
  /** Split every class in the same proportion. Default true. */
  stratify?: boolean;
  /** Seed of the shuffle, the split and the limit. Default 1. */
  seed?: number;
  /** At most this many samples, drawn evenly from the classes. */
  limit?: number;
}

export interface DatasetInfo {
  /** Number of samples, training and test together. */
  count: number;
  /** What the network receives, without the batch axis: after bands, coarsen and crop, e.g. [48, 48, 3]. */
  sampleShape: number[];
  /** What `sample()` returns and viewers draw: before the crop, e.g. [69, 69, 3]. */
  pictureShape: number[];
  classNames: string[];
  /** Samples of each class, over both splits. */
  counts: number[];
  trainCounts: number[];
  testCounts: number[];
  /** Number of training samples. */
  train: number;
  /** Number of test samples. */
  test: number;
  /** The URL, the file's name, or the `synthetic:` name. */
  source: string;
  /** Made by the playground from physics and a seed; shown as "synthetic" wherever the data are shown. */
  synthetic: boolean;
  /** Letters of the channels kept, where known: ['g', 'r', 'i']. */
  bands: string[];
  /** The normalisation in force: what is subtracted from and divides each channel, after the scale. */
  normalisation: { mean: number[]; deviation: number[] } | null;
  options: Omit<DatasetOptions, 'src'>;
}

/** Whole samples as they are stored, before scale, crop and normalisation. */
export interface Samples {
  /** Row-major, shape `[n, ...pictureShape]`. */
  values: Uint8Array | Float32Array;
  shape: number[];
  labels: Int32Array;
}

/** One sample as it is stored, shape `pictureShape`. */
export interface Sample {
  values: Uint8Array | Float32Array;
  shape: number[];
  label: number;
}

/** The label of every sample and the part it belongs to, by sample index. */
export interface Labels {
  labels: Int32Array;
  /** Sample indices of the training set, in no particular order. */
  train: Int32Array;
  /** Sample indices of the test set. */
  test: Int32Array;
}
