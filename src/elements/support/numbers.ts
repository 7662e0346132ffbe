/** Numbers as the reader sees them: the digits that mean something, with their unit. */

const whole = new Intl.NumberFormat('en');

/** 17736 → "17,736". */
export const count = (n: number): string => whole.format(n);

/** 0.5168 → "52 %"; a dash where there is nothing to divide by. */
export const percent = (fraction: number): string => (Number.isFinite(fraction) ? `${Math.round(fraction * 100)} %` : '–');

/** 0.68564 → "0.686"; a dash for NaN. */
export const fraction = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : '–');

/** "1 galaxy", "3 galaxies". */
export const plural = (n: number, one: string, many: string): string => `${count(n)} ${n === 1 ? one : many}`;

/** [69, 69, 3] → "69×69×3". */
export const size = (shape: readonly number[]): string => shape.join('×');
