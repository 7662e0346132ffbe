/** How the output of a layer is drawn: a stack of sheets as large as its feature maps and as deep as their number. */

interface Sheet {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Block {
  /** Size of the drawing, everything included. */
  width: number;
  height: number;
  /** From the back to the front. */
  sheets: readonly Sheet[];
  /** Lines across the front sheet: the units of a vector that is short enough to count. */
  divisions: number;
}

const offset = 4;
const deepest = 8;
const barWidth = 12;
/** A vector with this many units stands as tall as the tallest picture. */
const tallestVector = 4096;
const countable = 16;

/** A length between a quarter and the whole of `size`, by the logarithm: 5 pixels stay visible beside 256. */
const grown = (value: number, largest: number, size: number): number =>
  Math.round(size * (0.25 + (0.75 * Math.log1p(Math.min(value, largest))) / Math.log1p(Math.max(largest, 1))));

/**
 * The drawing of an output shape without its batch axis: [height, width, channels] and [depth, height, width, channels] as a
 * stack, [length, channels] as a stack of flat rows, [units] as a column.
 * @param shape empty where it is unknown: an empty sheet.
 * @param largest the longest spatial side in the whole network, which gets the full size.
 * @param size pixels of the largest sheet.
 */
export function block(shape: readonly number[], largest: number, size = 56): Block {
  if (shape.length === 1) {
    const units = shape[0] as number;
    const height = grown(units, tallestVector, size);
    return column(height, units <= countable ? units : 0);
  }
  if (shape.length === 0) return stack(1, size / 2, size / 2);
  const channels = shape.at(-1) as number;
  const sheets = Math.min(deepest, 1 + Math.round(Math.log2(Math.max(channels, 1))));
  if (shape.length === 2) return stack(sheets, grown(shape[0] as number, largest, size), barWidth);
  const [height, width] = shape.slice(-3) as [number, number];
  return stack(sheets, grown(width, largest, size), grown(height, largest, size));
}

/** The longest spatial side among the shapes. */
export function longestSide(shapes: Iterable<readonly number[]>): number {
  let longest = 1;
  for (const shape of shapes) for (const side of shape.slice(0, -1)) longest = Math.max(longest, side);
  return longest;
}

function column(height: number, divisions: number): Block {
  return { width: barWidth, height, sheets: [{ x: 0, y: 0, width: barWidth, height }], divisions };
}

function stack(count: number, width: number, height: number): Block {
  const reach = (count - 1) * offset;
  const sheets = Array.from({ length: count }, (_, i) => ({ x: reach - i * offset, y: i * offset, width, height }));
  return { width: width + reach, height: height + reach, sheets, divisions: 0 };
}
