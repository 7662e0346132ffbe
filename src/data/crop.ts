/** The window of a picture that the network receives. */
import type { Geometry } from './geometry.js';
import { inWords } from './shape.js';
import { mismatch } from './words.js';

/** What a window leaves of a sample, and how far it may move. */
export interface Window {
  height: number;
  width: number;
  /** Shape of the network's input: [crop, crop, channels], or the sample's own shape. */
  shape: number[];
  /** Number of rows it may start at. */
  rows: number;
  /** Number of columns it may start at. */
  columns: number;
  /** Where the centred window starts; one pixel nearer to the origin where the margins are odd. */
  centre: { row: number; column: number };
}

/** The square window of side `crop`; the whole sample where it is null. */
export function cropWindow(g: Geometry, crop: number | null): Window {
  if (crop === null) {
    return { height: g.height, width: g.width, shape: [...g.shape], rows: 1, columns: 1, centre: { row: 0, column: 0 } };
  }
  if (!g.picture) throw mismatch(`Only pictures (height×width×channels) can be cropped; these samples are ${inWords(g.shape)}.`);
  if (crop > g.height || crop > g.width) {
    throw mismatch(
      `A crop of ${crop}×${crop} does not fit into pictures of ${g.height}×${g.width}: use ${Math.min(g.height, g.width)} or less.`,
    );
  }
  return {
    height: crop,
    width: crop,
    shape: [crop, crop, g.channels],
    rows: g.height - crop + 1,
    columns: g.width - crop + 1,
    centre: { row: Math.floor((g.height - crop) / 2), column: Math.floor((g.width - crop) / 2) },
  };
}
