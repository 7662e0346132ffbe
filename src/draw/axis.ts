/** One axis of a plot as plain numbers and labels, ready for any surface. */
import { scaleLinear } from 'd3-scale';

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

/** An axis from `domain` (values) to `range` (pixels) with about `count` round ticks; `whole` keeps to whole numbers. */
export function axis(domain: readonly [number, number], range: readonly [number, number], count = 5, whole = false): Axis {
  const [low, high] = domain;
  const span: [number, number] = high > low ? [low, high] : [low, low + 1];
  const scale = scaleLinear(span, range);
  const format = scale.tickFormat(count, whole ? (span[1] < 10_000 ? ',d' : '~s') : undefined);
  const values = whole ? scale.ticks(count).filter(Number.isInteger) : scale.ticks(count);
  const perUnit = (range[1] - range[0]) / (span[1] - span[0]);
  const at = (value: number) => range[0] + (value - span[0]) * perUnit;
  return {
    domain: span,
    range,
    at,
    value: (position) => span[0] + (position - range[0]) / perUnit,
    ticks: values.map((value) => ({ value, position: at(value), label: value === 0 && whole ? '0' : format(value) })),
  };
}
