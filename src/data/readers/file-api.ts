/** What the file worker offers: a flat object of plain async functions. */
import type { DatasetOptions } from '../../contract/dataset.js';
import { PlaygroundError } from '../../contract/playground-error.js';
import type { ReducedSamples } from '../reduction.js';
import { readHdf5 } from './hdf5.js';
import { isLibraryWorn } from './hdf5-file.js';
import { atIntervals, type Progress } from './progress.js';
import { signatureOf } from './signature.js';
import { downloadFile } from './url.js';

/**
 * Reads the samples of a file that `options` keep.
 * `bands`, `coarsen`, `classes` and `limit` are applied while reading; the same options go to `createDataset` with what comes back.
 * @param source - A chosen file, or an absolute URL.
 * @param onProgress - Hears a fraction from 0 to 1 and what is being done, a few times a second.
 * @throws PlaygroundError `file-unreadable`, `file-unsupported`, `file-too-large` or `data-mismatch`.
 */
async function readSamples(source: File | string, options: Omit<DatasetOptions, 'src'>, onProgress: Progress): Promise<ReducedSamples> {
  const report = atIntervals(onProgress);
  const file = typeof source === 'string' ? await downloadFile(source, report) : source;
  const name = typeof source === 'string' ? source : source.name;
  const signature = await signatureOf(file);
  switch (signature.kind) {
    case 'hdf5':
      return readHdf5(file, name, options, report);
    case 'other':
      throw new PlaygroundError(
        'file-unsupported',
        `${file.name} is ${signature.name}. Choose an HDF5 file (.h5) in the layout of Galaxy10.`,
      );
    case 'empty':
      throw new PlaygroundError('file-unreadable', `${file.name} is empty. Download it again.`);
    case 'page':
      throw new PlaygroundError('file-unreadable', `${file.name} is a web page, not a data file. Check the address.`);
    default:
      throw new PlaygroundError('file-unreadable', `${file.name} is not an HDF5 file, or its beginning is damaged. Download it again.`);
  }
}

/** True when this worker should be replaced by a fresh one: the HDF5 library leaks with every error and never gives memory back. */
async function isWorn(): Promise<boolean> {
  return isLibraryWorn();
}

export const fileApi = { readSamples, isWorn };

/** The contract between the page and the file worker. */
export type FileApi = typeof fileApi;
