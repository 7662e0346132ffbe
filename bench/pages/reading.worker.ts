/** Reads an HDF5 file of galaxies and prepares every one of them as a network's input, in a worker as the package does. */
import { createDataset } from '../../src/data/dataset.js';
import { fileApi } from '../../src/data/readers/file-api.js';

/** What the page hears: the time, ms, and the sum of all inputs, by which the sides are compared. */
export interface Reading {
  ms: number;
  sum: number;
}

async function read(file: File, crop: number): Promise<Reading> {
  const started = performance.now();
  const options = { crop };
  const dataset = createDataset(await fileApi.readSamples(file, options, () => undefined), options);
  const { count, sampleShape } = dataset.info;
  const inputs = new Float32Array(count * sampleShape.reduce((size, axis) => size * axis, 1));
  const all = Int32Array.from({ length: count }, (_, i) => i);
  dataset.prepare(all, inputs);
  const ms = performance.now() - started;
  return { ms, sum: inputs.reduce((sum, value) => sum + value, 0) };
}

globalThis.onmessage = async ({ data }: MessageEvent<{ file: File; crop: number }>) => {
  try {
    globalThis.postMessage(await read(data.file, data.crop));
  } catch (error) {
    globalThis.postMessage({ error: String(error) });
  }
};
