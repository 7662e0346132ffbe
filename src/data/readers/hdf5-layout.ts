/** Finds pictures and labels in an HDF5 file and makes sure, before a byte of them is read, that they can be read. */
import { Dataset, Group, type Metadata } from 'h5wasm';
import { PlaygroundError } from '../../contract/playground-error.js';
import { inWords } from '../shape.js';
import { list } from '../words.js';
import type { OpenFile } from './hdf5-file.js';
import { checkImages, checkLabels, isPictures, isWholeNumbers, typeName } from './hdf5-limits.js';

export interface StoredImages {
  dataset: Dataset;
  /** [n, height, width, channels]; a stack of grey pictures [n, height, width] has 1 channel here. */
  shape: [number, number, number, number];
  /** The axes as stored: 3 for grey pictures. */
  rank: number;
  /** [samples, rows, columns, channels] of a chunk; one whole picture where the storage is contiguous. */
  chunk: number[];
  metadata: Metadata;
}

interface Layout {
  images: StoredImages;
  labels: Dataset;
}

/** A dataset in the file's root, known by its metadata. */
interface Entry {
  name: string;
  dataset: Dataset;
  metadata: Metadata;
}

/**
 * `images` and `ans`, as Galaxy10 names them; otherwise the only stack of pictures and the only whole numbers as many as there are pictures.
 * @throws PlaygroundError `file-unsupported`, naming what the file has instead.
 */
export function findLayout(open: OpenFile): Layout {
  const entries = rootDatasets(open);
  const images = entries.find(({ name }) => name === 'images') ?? only(entries.filter(isPictureStack));
  if (!images) throw unsupported(open, entries, 'no dataset "images" with a stack of pictures');
  const n = images.metadata.shape?.[0];
  const labels =
    entries.find(({ name }) => name === 'ans') ?? only(entries.filter((entry) => entry !== images && isWholeNumbers(entry.metadata, n)));
  if (!labels) throw unsupported(open, entries, 'no dataset "ans" with a label for each picture');
  const layout = { images: asImages(images, open.name), labels: labels.dataset };
  checkLabels(open.name, labels.name, labels.metadata, labels.dataset.filters, layout.images.shape[0]);
  return layout;
}

const isPictureStack = ({ metadata }: Entry): boolean => isPictures(metadata);

const only = (entries: Entry[]): Entry | undefined => (entries.length === 1 ? entries[0] : undefined);

function asImages({ name, dataset, metadata }: Entry, file: string): StoredImages {
  checkImages(file, name, metadata, dataset.filters);
  const [n = 0, height = 0, width = 0, channels = 1] = metadata.shape ?? [];
  const rank = metadata.shape?.length ?? 0;
  const chunk = metadata.chunks ? [...metadata.chunks, 1].slice(0, 4) : [1, height, width, channels];
  return { dataset, shape: [n, height, width, channels], rank, chunk, metadata };
}

/** The root's own datasets: links that lead elsewhere are not followed, and datasets put together from other files are left out. */
function rootDatasets({ root, library, name }: OpenFile): Entry[] {
  const keys = root.keys();
  if (keys.length > 1000)
    throw new PlaygroundError('file-unsupported', `${name} holds ${keys.length} objects: this is no set of pictures.`);
  return keys.flatMap((key) => {
    if (library.get_symbolic_link(root.file_id, key) !== null || library.get_external_link(root.file_id, key).filename !== undefined)
      return [];
    const entity = root.get(key);
    if (!(entity instanceof Dataset)) return [];
    const { metadata } = entity;
    return metadata.virtual_sources ? [] : [{ name: key, dataset: entity, metadata }];
  });
}

function unsupported({ root, name }: OpenFile, entries: Entry[], lacking: string): PlaygroundError {
  if ('model_config' in root.attrs || root.get('model_weights') instanceof Group) {
    return new PlaygroundError('file-unsupported', `${name} holds a Keras network, no pictures: open it as a network.`);
  }
  const has = entries.map(({ name: key, metadata }) => `${key} (${inWords(metadata.shape ?? [])} ${typeName(metadata)})`);
  const words = has.length > 0 ? `It has ${list(has)}.` : 'Its root has no datasets.';
  const wanted = 'Wanted, as in Galaxy10: "images" (n×height×width×channels) and "ans" (n whole numbers).';
  return new PlaygroundError('file-unsupported', `${name} has ${lacking}. ${words} ${wanted}`);
}
