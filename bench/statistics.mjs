// The arithmetic of the table.

/** The middle number; of an even count, the mean of the two in the middle. NaN of none. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * How many times as long `theirs` takes as `ours`: the median of the ratios round by round, since what slows a round slows both.
 * @param {readonly number[]} theirs times of the rounds it took part in, from the first on
 * @param {readonly number[]} ours
 */
export const ratio = (theirs, ours) => median(theirs.slice(0, ours.length).map((time, round) => time / ours[round]));

/** How far apart two numbers are, relative to the larger. */
export const difference = (a, b) => (a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b)));
