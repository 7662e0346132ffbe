/** Samples ready to learn from: stored as they came (8-bit stays 8-bit), prepared as network inputs a batch at a time. */
import type { DatasetInfo, DatasetOptions, Sample, Samples } from '../contract/dataset.js';
import { classNamesOf } from './class-names.js';
import { cropWindow, type Window } from './crop.js';
import { adaptPicture } from './foreign.js';
import { knownBands } from './galaxy10.js';
import { type Geometry, geometryOf } from './geometry.js';
import { measureNormalisation, normalisationSamples } from './normalise.js';
import { checkOptions } from './options.js';
import { type Normalisation, Preparer } from './prepare.js';
import type { Random } from './random.js';
import { reduceSamples } from './reduce-samples.js';
import { checkReduced, keptLetters, planReduction, type ReducedSamples, type Reduction } from './reduction.js';
import type { RawSamples } from './samples.js';
import { scaleFormula } from './scale.js';
import { selectSamples } from './select.js';
import { inWords, product } from './shape.js';
import { splitSamples } from './split.js';
import type { StoredSamples } from './stored.js';
import { datasetStreams } from './streams.js';
import { readView, viewLength, writeView } from './view.js';
import { drawSymmetry, type Walk, walk } from './walk.js';
import { mismatch, shown, whole } from './words.js';

/** What `createDataset` puts together. */
interface DatasetParts {
  info: DatasetInfo;
  /** Row-major [count, ...pictureShape]. */
  values: Uint8Array | Float32Array;
  labels: Int32Array;
  train: Int32Array;
  test: Int32Array;
  geometry: Geometry;
  window: Window;
  reduction: Reduction;
  preparer: Preparer;
}

/** A dataset in memory. Sample indices run over both splits, in the order of the source. */
export class Dataset {
  readonly info: DatasetInfo;
  /** New label of each sample. */
  readonly labels: Int32Array;
  /** Sample indices of the training set, shuffled. */
  readonly train: Int32Array;
  /** Sample indices of the test set, shuffled. */
  readonly test: Int32Array;
  readonly #values: Uint8Array | Float32Array;
  readonly #geometry: Geometry;
  readonly #window: Window;
  readonly #reduction: Reduction;
  readonly #preparer: Preparer;
  readonly #centred: Walk;

  constructor(parts: DatasetParts) {
    this.info = parts.info;
    this.labels = parts.labels;
    this.train = parts.train;
    this.test = parts.test;
    this.#values = parts.values;
    this.#geometry = parts.geometry;
    this.#window = parts.window;
    this.#reduction = parts.reduction;
    this.#preparer = parts.preparer;
    this.#centred = centredWalk(parts.geometry, parts.window);
  }

  /** A copy of one sample as it is stored, shape `info.pictureShape`. */
  sample(index: number): Sample {
    const { values, shape, labels } = this.samples([index]);
    return { values, shape: shape.slice(1), label: labels[0] as number };
  }

  /**
   * Copies of samples as they are stored, shape [n, ...info.pictureShape].
   * @throws PlaygroundError `data-mismatch` where there is no such sample, as everything here that takes indices does.
   */
  samples(indices: ArrayLike<number>): Samples {
    this.#check(indices);
    const { size, shape } = this.#geometry;
    const length = indices.length * size;
    const values = this.#values instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
    const labels = new Int32Array(indices.length);
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i] as number;
      values.set(this.#values.subarray(index * size, (index + 1) * size), i * size);
      labels[i] = this.labels[index] as number;
    }
    return { values, shape: [indices.length, ...shape], labels };
  }

  /** The samples as they are stored, and how inputs are made of them. */
  get stored(): StoredSamples {
    return this.#preparer.stored(this.#values);
  }

  /**
   * How samples are seen, `viewLength` numbers each: for evaluation with the crop centred; for training, given `random`, each with a crop
   * of its own, and with `augment` one of the 8 symmetries of the square of its own (4 where the input is not square). Samples that are no
   * pictures stay as they are.
   */
  views(indices: ArrayLike<number>, random?: Random, augment = false): Int32Array {
    this.#check(indices);
    const views = new Int32Array(indices.length * viewLength);
    for (let i = 0; i < indices.length; i++) {
      const walk = random ? randomWalk(this.#geometry, this.#window, random, augment) : this.#centred;
      writeView(views, i, indices[i] as number, walk);
    }
    return views;
  }

  /**
   * Network inputs with the crop centred, for evaluation.
   * @param out - Receives [n, ...info.sampleShape].
   */
  prepare(indices: ArrayLike<number>, out: Float32Array): void {
    this.#prepareViews(this.views(indices), out);
  }

  /**
   * Network inputs for training, each with a view of its own: see `views`.
   * @param out - Receives [n, ...info.sampleShape].
   */
  prepareRandomly(indices: ArrayLike<number>, out: Float32Array, random: Random, augment: boolean): void {
    this.#prepareViews(this.views(indices, random, augment), out);
  }

  /**
   * The network input for a picture from elsewhere, treated as this dataset's own are. See `adaptPicture` for what it may look like.
   * @returns Shape info.sampleShape.
   * @throws PlaygroundError `data-mismatch` for 8-bit pictures where the dataset's values are not 8-bit: nobody knows what 255 is among them.
   */
  preparePicture(values: Uint8Array | Float32Array, shape: number[]): Float32Array {
    if (values instanceof Uint8Array && !(this.#values instanceof Uint8Array)) {
      const words = "A picture's values run from 0 to 255, and those of these data have a range of their own.";
      throw mismatch(`${words} Give a Float32Array of the network's input instead, prepared as the training samples are.`);
    }
    const out = new Float32Array(this.#preparer.size);
    this.#preparer.write(adaptPicture(values, shape, this.#reduction), 0, this.#centred, out, 0);
    return out;
  }

  #prepareViews(views: Int32Array, out: Float32Array): void {
    const { size } = this.#preparer;
    const count = views.length / viewLength;
    if (out.length < count * size) throw new RangeError(`${count} samples need ${count * size} values`);
    for (let i = 0; i < count; i++) {
      const { sample, ...walk } = readView(views, i);
      this.#preparer.write(this.#values, sample * this.#geometry.size, walk, out, i * size);
    }
  }

  /** Refuses, in words, what is no list of indices of this dataset: everything is checked before anything is written. */
  #check(indices: ArrayLike<number>): void {
    const { count } = this.info;
    if (!Array.isArray(indices) && !ArrayBuffer.isView(indices)) throw mismatch(`Give sample indices as a list, not ${shown(indices)}.`);
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i];
      if (Number.isInteger(index) && (index as number) >= 0 && (index as number) < count) continue;
      throw mismatch(`There is no sample ${shown(index)}: the dataset has ${whole(count)}, numbered from 0.`);
    }
  }
}

/** The centred window, as it is stored. */
const centredWalk = (g: Geometry, { centre, height, width }: Window): Walk => walk(g, centre.row, centre.column, height, width);

/** A window anywhere in the sample, every position equally likely, and with `augment` any of its symmetries. */
function randomWalk(g: Geometry, { rows, columns, height, width }: Window, random: Random, augment: boolean): Walk {
  const row = random.integer(rows);
  const column = random.integer(columns);
  const symmetry = augment && g.picture ? drawSymmetry(height, width, (n) => random.integer(n)) : 0;
  return walk(g, row, column, height, width, symmetry);
}

/**
 * Makes a dataset. The same samples, options and seed give the same dataset.
 * Samples that a reader reduced as it read them are given with the very same options; what is done is not done again.
 * @throws PlaygroundError `data-mismatch`, in words, where the options do not fit the data.
 */
export function createDataset(raw: RawSamples | ReducedSamples, options: Omit<DatasetOptions, 'src'>): Dataset {
  checkRaw(raw);
  const settings = checkOptions(options);
  const streams = datasetStreams(settings.seed);
  const reduced = 'reduction' in raw;
  const selection = reduced ? raw.selection : selectSamples(raw.labels, settings, streams.limit);
  const letters = raw.bands ?? knownBands(raw.shape.slice(1));
  const reduction = reduced ? checkReduced(raw.reduction, settings) : planReduction(raw.shape.slice(1), letters, settings);
  const values = reduced ? raw.values : reduceSamples(raw, selection.rows, reduction);
  const geometry = geometryOf(reduction.to);
  const window = cropWindow(geometry, settings.crop);
  const classes = selection.originals.length;
  const { train, test } = splitSamples(selection.labels, classes, settings, streams.split);

  const formula = scaleFormula(settings.scale, values instanceof Uint8Array);
  const scaled = new Preparer(geometry, window, formula, null);
  const normalisation = settings.normalise ? measureCrops(values, train, geometry, window, scaled, streams.normalisation) : null;
  const info: DatasetInfo = {
    count: selection.rows.length,
    sampleShape: window.shape,
    pictureShape: [...reduction.to],
    classNames: classNamesOf(selection, raw, reduction.from, settings.classNames),
    counts: tally(selection.labels, classes),
    trainCounts: tally(train, classes, selection.labels),
    testCounts: tally(test, classes, selection.labels),
    train: train.length,
    test: test.length,
    source: raw.source,
    synthetic: raw.synthetic,
    bands: [...((reduced ? raw.bands : keptLetters(letters, reduction)) ?? [])],
    normalisation,
    options: { ...options },
  };
  const preparer = normalisation ? new Preparer(geometry, window, formula, normalisation) : scaled;
  return new Dataset({ info, values, labels: selection.labels, train, test, geometry, window, reduction, preparer });
}

function checkRaw(raw: RawSamples | ReducedSamples): void {
  const { values, shape, labels, source } = raw;
  const size = product(shape);
  if (shape.length < 2 || values.length !== size) throw mismatch(`Samples of shape ${inWords(shape)} do not fit ${values.length} values.`);
  if (labels.length !== shape[0])
    throw mismatch(`There are ${shape[0]} samples and ${labels.length} labels: one label a sample is needed.`);
  if (values instanceof Uint8Array) return;
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken < 0) return;
  const kept = Math.floor(broken / product(shape.slice(1)));
  const row = 'selection' in raw ? raw.selection.rows[kept] : kept;
  throw mismatch(
    `Row ${row} of ${source}, counted from 0, holds a value that is not a finite number; a network cannot learn from it. Mend it there, or take it out.`,
  );
}

/** The normalisation of up to 1,000 training samples, drawn with their crops at random. */
function measureCrops(
  values: Uint8Array | Float32Array,
  train: Int32Array,
  geometry: Geometry,
  window: Window,
  scaled: Preparer,
  random: Random,
): Normalisation {
  const drawn = random.shuffle(train.slice()).subarray(0, normalisationSamples);
  const buffer = new Float32Array(scaled.size);
  function* crops(): Iterable<Float32Array> {
    for (const index of drawn) {
      scaled.write(values, index * geometry.size, randomWalk(geometry, window, random, false), buffer, 0);
      yield buffer;
    }
  }
  return measureNormalisation(crops(), geometry.channels);
}

/** How often each class occurs among `items`, which are labels, or indices into `labels`. */
function tally(items: Int32Array, classes: number, labels?: Int32Array): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const item of items) {
    const label = labels ? (labels[item] ?? 0) : item;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}
