/** What is left of each stored picture before it is a sample: the channels asked for, and blocks of pixels averaged into one. */
import type { DatasetSettings } from './options.js';
import type { RawSamples } from './samples.js';
import { bandIndices } from './bands.js';
import type { Selection } from './select.js';
import { inWords } from './shape.js';
import { mismatch } from './words.js';

export interface Reduction {
  /** Shape of a stored sample, e.g. [256, 256, 3]. */
  from: readonly number[];
  /** Indices of the kept channels, in their new order. Empty where samples are no pictures: all is kept. */
  channels: readonly number[];
  /** Side of the averaged blocks. Rows and columns at the far edge that fill no whole block are dropped. */
  coarsen: number;
  /** Shape of a reduced sample, e.g. [64, 64, 1]. */
  to: readonly number[];
}

/** Samples a reader has already reduced and selected as it read them; `createDataset` sees this and does not do it again. */
export interface ReducedSamples extends RawSamples {
  reduction: Reduction;
  /**
   * What was kept of the source. It cannot be found out again from what was kept: under a limit a rare label that was merged with others may
   * be gone.
   */
  selection: Selection;
}

/** How `bands` and `coarsen` change samples of this shape; refuses what does not fit. */
export function planReduction(
  shape: readonly number[],
  letters: readonly string[] | null,
  { bands, coarsen }: Pick<DatasetSettings, 'bands' | 'coarsen'>,
): Reduction {
  if (shape.length !== 3) {
    bandIndices(bands, shape, letters);
    if (coarsen > 1) throw mismatch(`Only pictures (height×width×channels) can be coarsened; these samples are ${inWords(shape)}.`);
    return { from: shape, channels: [], coarsen: 1, to: shape };
  }
  const [height = 0, width = 0] = shape;
  if (coarsen > Math.min(height, width)) {
    throw mismatch(`Blocks of ${coarsen}×${coarsen} pixels do not fit into pictures of ${height}×${width}: use a smaller "coarsen".`);
  }
  const channels = bandIndices(bands, shape, letters);
  return { from: shape, channels, coarsen, to: [Math.floor(height / coarsen), Math.floor(width / coarsen), channels.length] };
}

/** Nothing to do: samples stay as they are stored. */
export const keepsAll = ({ from, channels, coarsen }: Reduction): boolean =>
  coarsen === 1 && (from.length !== 3 || (channels.length === from[2] && channels.every((channel, i) => channel === i)));

/** Letters of the kept channels. */
export const keptLetters = (letters: readonly string[] | null, { channels }: Reduction): string[] | null =>
  letters && channels.map((channel) => letters[channel] ?? `channel ${channel}`);

/** What a reader has done, if it is what `bands` and `coarsen` say. */
export function checkReduced(reduction: Reduction, { bands, coarsen }: Pick<DatasetSettings, 'bands' | 'coarsen'>): Reduction {
  const { from, channels } = reduction;
  const kept = from.length === 3 ? (bands?.length ?? from[2]) : 0;
  if (reduction.coarsen === coarsen && channels.length === kept) return reduction;
  throw mismatch('These samples were read with other bands or another "coarsen": read the file again.');
}
