/**
 * Galaxy10-layout HDF5 files: pictures in `images`, labels in `ans`.
 * What is kept is decided from the labels alone; then the pictures are read in one pass over whole chunks, reduced as they come,
 * so that never more than the result and one box of chunks is in memory.
 */
import type { Dataset } from 'h5wasm';
import type { DatasetOptions } from '../../contract/dataset.js';
import { checkForecast } from '../forecast.js';
import { knownBands, knownClassNames } from '../galaxy10.js';
import { checkOptions } from '../options.js';
import { keptLetters, planReduction, type ReducedSamples, type Reduction } from '../reduction.js';
import { labelAdvice, presentLabels, selectSamples } from '../select.js';
import { product } from '../shape.js';
import { datasetStreams } from '../streams.js';
import { mismatch } from '../words.js';
import { readDescription } from './hdf5-attributes.js';
import { withHdf5File } from './hdf5-file.js';
import { findLayout, type StoredImages } from './hdf5-layout.js';
import { checkResult } from './hdf5-limits.js';
import { readPictures } from './hdf5-pictures.js';
import type { Progress } from './progress.js';

/** Reads the samples that `options` keep, banded and coarsened; the same options then make the dataset of them. */
export function readHdf5(file: File, source: string, options: Omit<DatasetOptions, 'src'>, onProgress: Progress): Promise<ReducedSamples> {
  const settings = checkOptions(options);
  return withHdf5File(file, async (open) => {
    const { images, labels: stored } = findLayout(open);
    const labels = readLabels(stored, settings.classes);
    const described = readDescription(open.root, stored, images.dataset);
    const picture = images.shape.slice(1);
    const letters = described.bands?.length === picture[2] ? described.bands : knownBands(picture);
    const reduction = planReduction(picture, letters, settings);
    const selection = selectSamples(labels, settings, datasetStreams(settings.seed).limit);
    checkForecast({ classNames: described.classNames, labels }, selection, reduction, settings);
    const { rows } = selection;
    checkResult(file.name, resultBytes(images, reduction, rows.length));
    const values = await readPictures(open, images, rows, reduction, onProgress);
    // The page's own names come before those of Galaxy10, which are only known by the look of the whole file.
    const known = settings.classNames ? null : knownClassNames(picture, presentLabels(labels));
    return {
      values,
      shape: [rows.length, ...reduction.to],
      labels: rows.map((row) => labels[row] ?? 0),
      classNames: described.classNames ?? known,
      bands: keptLetters(letters, reduction),
      source,
      synthetic: described.synthetic,
      reduction,
      selection,
    };
  });
}

/** Labels as 32-bit whole numbers, whatever they are stored as; where `classes` are named, what cannot be one of them is -1. */
function readLabels(dataset: Dataset, classes: readonly number[] | null): Int32Array {
  const stored = Array.from(dataset.value as ArrayLike<number | bigint>, Number);
  const isLabel = (label: number): boolean => Number.isInteger(label) && label >= 0 && label <= 0x7fffffff;
  const wrong = classes ? -1 : stored.findIndex((label) => !isLabel(label));
  if (wrong >= 0) throw mismatch(`Labels must be whole numbers from 0; that of sample ${wrong} is ${stored[wrong]}. ${labelAdvice}`);
  return Int32Array.from(stored, (label) => (isLabel(label) ? label : -1));
}

/** Bytes of the result and, where blocks are averaged, of the sums for one row of chunks. */
function resultBytes({ metadata, chunk }: StoredImages, { to, coarsen }: Reduction, samples: number): number {
  const size = product(to);
  const eightBit = metadata.type === 0 && metadata.size === 1 && !metadata.signed;
  const sums = coarsen > 1 ? Math.min(chunk[0] ?? 1, samples) * size * (eightBit ? 4 : 8) : 0;
  return samples * size * (eightBit ? 1 : 4) + sums;
}
