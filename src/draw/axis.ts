/** One axis of a plot as plain numbers and labels, ready for any surface. */
import { scaleLinear } from 'd3-scale';

interface Tick {
  value: number;
  /** Where it stands, in the units of `range`. */
  position: number;
  label: string;
}

export interface Axis {
  domain: readonly [number, number];
  range: readonly [number, number];
  /** Position of a value. */
  at(value: number): number;
  /** Value at a position. */
  value(position: number): number;
  ticks: readonly Tick[];
}

/** How the ticks up to `high` are written: no label is longer than "8.5e+31". Undefined: with as many digits as tell them apart. */
function specifier(high: number, whole: boolean): string | undefined {
  if (high >= 1e6 && !whole) return '.2~e';
  if (high >= 10_000) return '~s';
  return whole ? ',d' : undefined;
}

/** A linear axis from `domain` (values) to `range` (pixels) with about `count` round ticks, 20k for 20,000; `whole` keeps to whole numbers. */
export function axis(domain: readonly [number, number], range: readonly [number, number], count = 5, whole = false): Axis {
  const [low, high] = domain;
  const span: [number, number] = high > low ? [low, high] : [low, low + 1];
  const scale = scaleLinear(span, range);
  const label = scale.tickFormat(count, specifier(high, whole));
  const values = whole ? scale.ticks(count).filter(Number.isInteger) : scale.ticks(count);
  return {
    domain: span,
    range,
    at: scale,
    value: (position) => scale.invert(position),
    ticks: values.map((value) => ({ value, position: scale(value), label: value === 0 && (whole || high >= 10_000) ? '0' : label(value) })),
  };
}
