/**
 * A walk over the square window of a picture that becomes a network's input: where it starts, and how far it is to the next pixel to the
 * right and to the next row down. Crops, mirrors and quarter turns are all walks, so one loop does them all.
 */
import type { Geometry } from './geometry.js';

export interface Walk {
  /** Offset of the first value. */
  start: number;
  /** Offset from a pixel to the one that stands right of it in the result. */
  right: number;
  /** Offset from a pixel to the one that stands below it in the result. */
  down: number;
}

/** The symmetries of a square: four quarter turns, each with and without a mirror. */
const squareSymmetries = 8;
/** The symmetries of a rectangle, which a quarter turn would lay on its side: the even ones of the eight. */
const rectangleSymmetries = [0, 2, 4, 6] as const;

/**
 * @param row - First row of the window.
 * @param column - First column of the window.
 * @param height - Rows of the window.
 * @param width - Columns of the window.
 * @param symmetry - 0 leaves it as it is; symmetry % 4 quarter turns clockwise, after a left-right mirror from 4 on.
 */
export function walk(g: Geometry, row: number, column: number, height: number, width: number, symmetry = 0): Walk {
  const pixel = g.channels;
  const line = g.width * pixel;
  const mirrored = symmetry >= 4;
  const origin = row * line + column * pixel;
  // The corners of the window as the mirror leaves it: unit steps to the right and down, and their far ends.
  const start = mirrored ? origin + (width - 1) * pixel : origin;
  const right = mirrored ? -pixel : pixel;
  const farRight = start + (width - 1) * right;
  const farDown = start + (height - 1) * line;
  const farBoth = farRight + (height - 1) * line;
  switch (symmetry % 4) {
    case 1:
      return { start: farDown, right: -line, down: right };
    case 2:
      return { start: farBoth, right: -right, down: -line };
    case 3:
      return { start: farRight, right: line, down: -right };
    default:
      return { start, right, down: line };
  }
}

/** A symmetry that fits the window, by a whole number drawn from `integer(n)`. */
export function drawSymmetry(height: number, width: number, integer: (n: number) => number): number {
  if (height === width) return integer(squareSymmetries);
  return rectangleSymmetries[integer(rectangleSymmetries.length)] ?? 0;
}
