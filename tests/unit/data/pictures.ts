/** Small picture sets with known contents, for the data tests. */
import { Random } from '../../../src/data/random.js';
import type { RawSamples } from '../../../src/data/samples.js';

/** Labels sorted by class, as the Galaxy10 files have them: `counts[c]` samples of class c. */
export const sortedLabels = (counts: readonly number[]): Int32Array =>
  Int32Array.from(counts.flatMap((n, label) => new Array<number>(n).fill(label)));

/** Seeded noise pictures [n, height, width, channels], as 8-bit values. */
export function noisePictures(counts: readonly number[], shape: readonly [number, number, number], seed = 7): RawSamples {
  const labels = sortedLabels(counts);
  const random = new Random(seed);
  const size = shape[0] * shape[1] * shape[2];
  const values = Uint8Array.from({ length: labels.length * size }, () => random.integer(256));
  return { values, shape: [labels.length, ...shape], labels, classNames: null, bands: null, source: 'noise', synthetic: true };
}

/** One sample's values. */
export function pictureOf({ values, shape }: Pick<RawSamples, 'values' | 'shape'>, index: number): Uint8Array | Float32Array {
  const size = shape.slice(1).reduce((product, side) => product * side, 1);
  return values.slice(index * size, (index + 1) * size);
}

/** The code and the words of what `run` throws; fails where it throws nothing. */
export async function refusal(run: () => unknown): Promise<{ code: unknown; message: string }> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Error) return { code: 'code' in error ? error.code : undefined, message: error.message };
  }
  throw new Error('nothing was refused');
}
