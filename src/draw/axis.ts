/** One axis of a plot as plain numbers and labels, ready for any surface. */
import { ticks, tickStep } from 'd3-array';

export interface Tick {
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

/** A linear axis from `domain` (values) to `range` (pixels) with about `count` round ticks; `whole` keeps to whole numbers. */
export function axis(domain: readonly [number, number], range: readonly [number, number], count = 5, whole = false): Axis {
  const [low, high] = domain;
  const span: [number, number] = high > low ? [low, high] : [low, low + 1];
  const perUnit = (range[1] - range[0]) / (span[1] - span[0]);
  const at = (value: number) => range[0] + (value - span[0]) * perUnit;
  const label = whole ? wholeLabel(span[1]) : decimalLabel(tickStep(...span, count));
  const values = whole ? ticks(...span, count).filter(Number.isInteger) : ticks(...span, count);
  return {
    domain: span,
    range,
    at,
    value: (position) => span[0] + (position - range[0]) / perUnit,
    ticks: values.map((value) => ({ value, position: at(value), label: label(value) })),
  };
}

/** Thousands as "20k" where the axis reaches ten of them. */
const wholeLabel = (high: number) => (value: number) => (high >= 10_000 && value !== 0 ? `${value / 1000}k` : value.toLocaleString('en'));

/** As many decimals as the step between two ticks has. */
function decimalLabel(step: number): (value: number) => string {
  const decimals = Math.min(20, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  return (value) => value.toFixed(decimals);
}
