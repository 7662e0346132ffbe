/** Dataset options as a page, an attribute or a link hands them over: checked one by one, defaults filled in. */
import type { DatasetOptions, Scale } from '../contract/dataset.js';
import { checkNames, mismatch, shown } from './words.js';

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

const names: readonly string[] = [
  'classes',
  'relabel',
  'classNames',
  'bands',
  'coarsen',
  'crop',
  'scale',
  'normalise',
  'split',
  'stratify',
  'seed',
  'limit',
] satisfies (keyof Omit<DatasetOptions, 'src'>)[];
const scales: readonly Scale[] = ['unit', 'x/256', '0.01-1'];

/**
 * Refuses, in words, values that could fit no data at all; whether they fit these data is said by whoever applies them.
 * Scripts, attributes and files write options too, so no type is taken for granted. An option is left out by `undefined`, not by `null`.
 */
export function checkOptions(options: Omit<DatasetOptions, 'src'>): DatasetSettings {
  checkNames(options, names);
  const { scale, split = 0.8, seed = 1 } = options;
  const classes = checkList('classes', options.classes, '[0, 3, 4]');
  const relabel = checkList('relabel', options.relabel, '[0, 0, 1]');
  const classNames = checkList('classNames', options.classNames, '["round", "spiral"]');
  const bands = checkList('bands', options.bands, '["g", "r"] or [0, 1]');
  if (classes) checkClasses(classes);
  if (relabel) checkRelabel(relabel, classes);
  if (classNames) checkClassNames(classNames);
  if (bands) checkBands(bands);
  if (scale !== undefined && !scales.includes(scale))
    throw mismatch(`Scale ${shown(scale)} is unknown: choose one of ${scales.join(', ')}.`);
  if (!(Number.isFinite(split) && split > 0)) {
    throw mismatch(`Split must be a fraction between 0 and 1, or the number of training samples; it is ${shown(split)}.`);
  }
  if (split >= 1) checkWhole('split', split);
  if (!Number.isFinite(seed)) throw mismatch(`Seed must be a number; it is ${shown(seed)}.`);
  return {
    classes,
    relabel,
    classNames,
    bands,
    scale: scale ?? null,
    split,
    seed,
    coarsen: options.coarsen === undefined ? 1 : checkWhole('coarsen', options.coarsen),
    crop: options.crop === undefined ? null : checkWhole('crop', options.crop),
    limit: options.limit === undefined ? null : checkWhole('limit', options.limit),
    normalise: checkYesOrNo('normalise', options.normalise, false),
    stratify: checkYesOrNo('stratify', options.stratify, true),
  };
}

function checkWhole(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw mismatch(`Option "${name}" must be a whole number of 1 or more; it is ${shown(value)}.`);
}

function checkYesOrNo(name: string, value: boolean | undefined, preset: boolean): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? preset;
  throw mismatch(`Option "${name}" must be true or false; it is ${shown(value)}.`);
}

function checkList<T>(name: string, value: readonly T[] | undefined, example: string): readonly T[] | null {
  if (value === undefined || Array.isArray(value)) return value ?? null;
  throw mismatch(`Option "${name}" must be a list such as ${example}; it is ${shown(value)}.`);
}

function checkClasses(classes: readonly number[]): void {
  if (classes.length === 0) throw mismatch('Option "classes" is empty: name at least one label, or leave it out to keep all.');
  const seen = new Set<number>();
  for (const label of classes) {
    if (!Number.isInteger(label) || label < 0)
      throw mismatch(`Option "classes" names labels by whole numbers from 0; ${shown(label)} is none.`);
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

function checkClassNames(classNames: readonly string[]): void {
  const wrong = classNames.findIndex((name) => typeof name !== 'string');
  if (wrong >= 0) throw mismatch(`Option "classNames" must be texts; number ${wrong + 1} is ${shown(classNames[wrong])}.`);
}

function checkBands(bands: readonly (number | string)[]): void {
  const wrong = bands.findIndex((band) => typeof band !== 'string' && typeof band !== 'number');
  if (wrong >= 0) throw mismatch(`Option "bands" names channels by letter or number; ${shown(bands[wrong])} is neither.`);
  if (bands.length === 0) throw mismatch('Option "bands" is empty: name at least one channel, or leave it out to keep all.');
}
