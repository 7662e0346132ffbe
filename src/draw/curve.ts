/** Curves of a run as SVG paths: cheap enough to be made anew every frame. */
import { quantile } from 'd3-array';
import type { Axis } from './axis.js';

/** x and y in the units of the plot; a NaN in y leaves a gap. */
export type Point = readonly [number, number];

const visible = (point: Point): boolean => Number.isFinite(point[0]) && Number.isFinite(point[1]);

/**
 * The path through `points`, to a tenth of a pixel; empty where nothing can be drawn.
 * Written out because it runs every frame: d3-shape needs ten times as long for the same text.
 */
export function curvePath(points: readonly Point[], x: Axis, y: Axis): string {
  let path = '';
  let pen = 'M';
  for (const point of points) {
    if (!visible(point)) {
      pen = 'M';
      continue;
    }
    path += `${pen}${Math.round(x.at(point[0]) * 10) / 10},${Math.round(y.at(point[1]) * 10) / 10}`;
    pen = 'L';
  }
  return path;
}

/** Index of the point nearest to `x`, or −1 where there is none. Points stand in order of x. */
export function nearestPoint(points: readonly Point[], x: number): number {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const [here] = points[middle] as Point;
    const [next] = points[middle + 1] as Point;
    if (Math.abs(next - x) < Math.abs(here - x)) low = middle + 1;
    else high = middle;
  }
  return high;
}

/** The last point that can be drawn. */
export function lastPoint(points: readonly Point[]): Point | undefined {
  return points.findLast(visible);
}

/**
 * The range of a loss axis, from zero. Means of epochs always fit; of the losses of single steps, which jump, all but the
 * highest fiftieth do, so that one bad batch does not press the curve to the floor.
 */
export function lossRange(epochs: Iterable<number>, steps: Iterable<number>): [number, number] {
  let top = 0;
  for (const value of epochs) if (Number.isFinite(value) && value > top) top = value;
  const usual = quantile([...steps].filter(Number.isFinite), 0.98) ?? 0;
  const high = Math.max(top, usual);
  return [0, high > 0 ? roundedUp(high * 1.02) : 1];
}

/** To two digits, so that the axis rests while the losses flicker. */
function roundedUp(value: number): number {
  const grain = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / grain) * grain).toPrecision(2));
}

/** Vertical places for labels that would like to stand at `wanted`, kept `gap` apart and inside 0…`height`. Same order as given. */
export function spreadLabels(wanted: readonly number[], gap: number, height: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] as number) - (wanted[b] as number));
  const places = [...wanted];
  let floor = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    places[i] = Math.max(places[i] as number, floor, 0);
    floor = (places[i] as number) + gap;
  }
  let ceiling = height;
  for (const i of order.reverse()) {
    places[i] = Math.min(places[i] as number, ceiling);
    ceiling = (places[i] as number) - gap;
  }
  return places;
}
