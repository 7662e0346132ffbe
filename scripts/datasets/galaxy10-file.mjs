// Writes samples in exactly the layout of the Galaxy10 files.
import { rm } from 'node:fs/promises';
import h5wasm from 'h5wasm/node';
import { h5pyChunks } from './chunks.mjs';

const GZIP_LEVEL = 9;
const MADE = Date.UTC(2026, 0, 1);

/**
 * `images` [n, height, width, 3] and `ans` [n], both uint8, and a float64 dataset [n] for each of `columns`; gzip, chunked as
 * h5py does it, sorted by class. Beyond the real layout: attributes `synthetic` = 1 and `class_names` on the file.
 * @param {string} path
 * @param {import('../../src/data/samples.js').RawSamples} samples
 * @param {Record<string, Float64Array>} columns
 */
export async function writeGalaxy10(path, samples, columns) {
  await h5wasm.ready;
  await rm(path, { force: true });
  const clock = Date.now;
  Date.now = () => MADE; // HDF5 notes when each dataset was made; a fixed time makes the same bytes every time
  try {
    writeFile(path, samples, columns);
  } finally {
    Date.now = clock;
  }
}

function writeFile(path, { values, shape, labels, classNames, source }, columns) {
  const file = new h5wasm.File(path, 'w');
  const write = (name, data, itsShape, dtype, itemBytes) =>
    file.create_dataset({
      name,
      data,
      shape: itsShape,
      dtype,
      chunks: h5pyChunks(itsShape, itemBytes),
      compression: 'gzip',
      compression_opts: GZIP_LEVEL,
    });
  write('images', values, shape, '<B', 1);
  write('ans', Uint8Array.from(labels), [labels.length], '<B', 1);
  for (const [name, column] of Object.entries(columns)) write(name, column, [column.length], '<d', 8);
  file.create_attribute('synthetic', new Uint8Array([1]), [], '<B');
  file.create_attribute('class_names', [...classNames]);
  file.create_attribute('source', source);
  file.close();
}
