/** What would be refused of a dataset once its pictures are there, found out without them: reading a file takes minutes. */
import { classNamesOf } from './class-names.js';
import { cropWindow } from './crop.js';
import { geometryOf } from './geometry.js';
import type { DatasetSettings } from './options.js';
import type { Reduction } from './reduction.js';
import type { RawSamples } from './samples.js';
import type { Selection } from './select.js';
import { splitSamples } from './split.js';
import { datasetStreams } from './streams.js';

/**
 * Refuses a crop, a split and class names as `createDataset` would.
 * @param source - The names that the source has of its own, and the label of every sample in it.
 * @throws PlaygroundError `data-mismatch`, in words.
 */
export function checkForecast(
  source: Pick<RawSamples, 'classNames' | 'labels'>,
  selection: Selection,
  reduction: Reduction,
  settings: DatasetSettings,
): void {
  cropWindow(geometryOf(reduction.to), settings.crop);
  splitSamples(selection.labels, selection.originals.length, settings, datasetStreams(settings.seed).split);
  classNamesOf(selection, source, reduction.from, settings.classNames);
}
