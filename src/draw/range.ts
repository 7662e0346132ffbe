/** The range of the values in an array: what a picture is drawn over and what its scale says. */

/** Smallest and largest finite value; [0, 0] where there is none. */
export function extent(values: ArrayLike<number>): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < low && value !== Number.NEGATIVE_INFINITY) low = value;
    if (value > high && value !== Number.POSITIVE_INFINITY) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}

/** The largest absolute value, so that −a…a is symmetric about zero; 1 where everything is zero. */
export function reach(values: ArrayLike<number>): number {
  const [low, high] = extent(values);
  return Math.max(-low, high) || 1;
}

/** The extent with a length to stretch over: [v, v + 1] where every value is v, [0, 1] where there is none. */
export function stretch(values: ArrayLike<number>): [number, number] {
  const [low, high] = extent(values);
  return low === high ? [low, low + 1] : [low, high];
}
