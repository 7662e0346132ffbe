/** Dataset options as a page, an attribute or a link hands them over: checked one by one, defaults filled in. */
import type { DatasetOptions, Scale } from '../contract/dataset.js';
import { mismatch } from './words.js';

/** What a dataset is made by; `null` where the option was not given and has no default. */
export interface DatasetSettings {
  classes: readonly number[] | null;
  relabel: readonly number[] | null;
  classNames: readonly string[] | null;
  bands: readonly (number | string)[] | null;
  coarsen: number;
  crop: number | null;
  /** `null`: 8-bit values are divided by 255, others stay as they are. */
  scale: Scale | null;
  normalise: boolean;
  split: number;
  stratify: boolean;
  seed: number;
  limit: number | null;
}

const scales: readonly Scale[] = ['unit', 'x/256', '0.01-1'];

/** Refuses, in words, values that could fit no data at all; whether they fit these data is said by whoever applies them. */
export function checkOptions(options: Omit<DatasetOptions, 'src'>): DatasetSettings {
  const { classes = null, relabel = null, classNames = null, bands = null, scale = null, split = 0.8, seed = 1 } = options;
  if (classes) checkClasses(classes);
  if (relabel) checkRelabel(relabel, classes);
  if (bands) checkBands(bands);
  if (scale !== null && !scales.includes(scale)) throw mismatch(`Scale "${scale}" is unknown: choose one of ${scales.join(', ')}.`);
  if (!(Number.isFinite(split) && split > 0)) {
    throw mismatch(`Split must be a fraction between 0 and 1, or the number of training samples; it is ${split}.`);
  }
  if (split >= 1) checkWhole('split', split, 1);
  if (!Number.isFinite(seed)) throw mismatch(`Seed must be a number; it is ${seed}.`);
  return {
    classes,
    relabel,
    classNames,
    bands,
    scale,
    split,
    seed,
    coarsen: options.coarsen === undefined ? 1 : checkWhole('coarsen', options.coarsen, 1),
    crop: options.crop === undefined ? null : checkWhole('crop', options.crop, 1),
    limit: options.limit === undefined ? null : checkWhole('limit', options.limit, 1),
    normalise: options.normalise ?? false,
    stratify: options.stratify ?? true,
  };
}

function checkWhole(name: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw mismatch(`Option "${name}" must be a whole number of ${least} or more; it is ${value}.`);
}

function checkClasses(classes: readonly number[]): void {
  if (classes.length === 0) throw mismatch('Option "classes" is empty: name at least one label, or leave it out to keep all.');
  const seen = new Set<number>();
  for (const label of classes) {
    if (!Number.isInteger(label) || label < 0) throw mismatch(`Option "classes" names labels by whole numbers from 0; ${label} is none.`);
    if (seen.has(label)) throw mismatch(`Option "classes" names label ${label} twice; to merge classes use "relabel".`);
    seen.add(label);
  }
}

/** New labels must be 0, 1, … without a gap, or the network would have an output that nothing teaches. */
function checkRelabel(relabel: readonly number[], classes: readonly number[] | null): void {
  if (classes && relabel.length !== classes.length) {
    throw mismatch(`Option "relabel" has ${relabel.length} entries for ${classes.length} classes: give one new label a class.`);
  }
  const used = new Set(relabel);
  for (let label = 0; label < used.size; label++) {
    if (!used.has(label))
      throw mismatch(`Option "relabel" must use 0, 1, … without a gap: ${label} is missing in [${relabel.join(', ')}].`);
  }
}

function checkBands(bands: readonly (number | string)[]): void {
  if (bands.length === 0) throw mismatch('Option "bands" is empty: name at least one channel, or leave it out to keep all.');
  if (new Set(bands).size !== bands.length) throw mismatch(`Option "bands" names a channel twice: [${bands.join(', ')}].`);
}
