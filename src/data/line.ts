/**
 * The points of a line in float32, correctly rounded though no step has more digits: slope and offset are split into a coarse part, whose
 * multiples and sums are exact, and the small rest (after Dekker 1971, "A floating-point technique for extending the available precision").
 */

/** The coarse slope and offset, then their rests. */
export type SplitLine = [slope: number, offset: number, slopeRest: number, offsetRest: number];

/** Coarser parts that are tried where the finest does not do: a rest that lies nearly halfway between two numbers is rounded twice. */
const tries = 6;

const { fround } = Math;

/** The point at `x`, a byte, every operation rounded to float32. */
export const pointOn = ([slope, offset, slopeRest, offsetRest]: SplitLine, x: number): number =>
  fround(fround(fround(x * slope) + offset) + fround(fround(x * slopeRest) + offsetRest));

/** The line through `points`, one for each of the 256 bytes, with these ends in double precision; null where none gives the very same numbers. */
export function splitLine(points: Float32Array, first: number, last: number): SplitLine | null {
  const slope = (last - first) / 255;
  const finest = 23 - Math.ceil(Math.log2(Math.max(Math.abs(first), Math.abs(last))));
  for (let bits = finest; bits > finest - tries; bits--) {
    const coarse = (x: number): number => Math.round(x * 2 ** bits) / 2 ** bits;
    const [a, b] = [coarse(slope), coarse(first)];
    const line: SplitLine = [a, b, fround(slope - a), fround(first - b)];
    if (points.every((point, x) => point === pointOn(line, x))) return line;
  }
  return null;
}
