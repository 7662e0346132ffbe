/** How far apart two backends' numbers are, and gradients and the slopes they should be. */

/** Arrays by what they are. */
export type Numbers = ReadonlyMap<string, Float32Array>;

/** Beside less than this, differences count as they are: a gradient that is zero but for rounding has no size of its own. */
const floor = 1e-2;

/** The largest difference, as a fraction of the largest number expected; infinite for NaN and for another length. */
function difference(found: Float32Array | undefined, expected: Float32Array): number {
  if (found?.length !== expected.length) return Number.POSITIVE_INFINITY;
  let [most, size] = [0, floor];
  for (const [i, value] of expected.entries()) {
    const off = Math.abs((found[i] as number) - value);
    if (!Number.isFinite(off)) return Number.POSITIVE_INFINITY;
    most = Math.max(most, off);
    size = Math.max(size, Math.abs(value));
  }
  return most / size;
}

/** Throws where an array of `expected` is missing or off by more than `tolerance`. */
export function assertClose(found: Numbers, expected: Numbers, tolerance: number): void {
  for (const [what, values] of expected) {
    const off = difference(found.get(what), values);
    if (off > tolerance) throw new Error(`${what} is off by ${off.toExponential(1)}`);
  }
}

/** Throws where a gradient along its direction is not the slope of the function there, to a fraction of the gradient's length. */
export function assertSlopes(gradients: Numbers, slopes: ReadonlyMap<string, Slope>, tolerance: number): void {
  for (const [what, { direction, slope }] of slopes) {
    const gradient = gradients.get(what) ?? new Float32Array();
    const along = direction.reduce((sum, part, i) => sum + part * (gradient[i] ?? Number.NaN), 0);
    const off = Math.abs(along - slope) / Math.max(Math.hypot(...gradient), 10 * floor);
    if (!(off <= tolerance)) throw new Error(`${what} is off its slope by ${off.toExponential(1)}`);
  }
}

/** What a function rises by along `direction`, for a step of its length. */
export interface Slope {
  direction: Float32Array;
  slope: number;
}

/** Half the width of the differences: small beside the distance of two inputs, so that no maximum changes place. */
const step = 1.5e-3;

/** The slope of `value(by)`, the function at `by` steps along the direction, from four places: its error falls with step⁴. */
export const slopeOf = (value: (by: number) => number): number =>
  (8 * (value(step) - value(-step)) - (value(2 * step) - value(-2 * step))) / (12 * step);
