/** One plot of the panel as SVG: its axes, earlier runs behind, the run in front, the reader's cursor. */
import { nothing, svg, type SVGTemplateResult } from 'lit';
import { axis, type Axis } from '../../draw/axis.js';
import { curvePath, lastPoint, spreadLabels, type Point } from '../../draw/curve.js';

export interface Curve {
  points: readonly Point[];
  /** Which look: a training curve is solid, a test curve dashed, single steps a faint trace. */
  kind: 'train' | 'test' | 'steps';
  /** An earlier run, drawn behind. */
  earlier?: boolean;
  /** Said beside the curve's end. */
  label?: string;
}

interface PlotSettings {
  curves: readonly Curve[];
  xDomain: readonly [number, number];
  yDomain: readonly [number, number];
  /** Height of a line to be beaten, and what it is. */
  baseline?: { value: number; label: string } | null;
  /** Where the reader points, on the x axis. */
  cursor: number | null;
  width: number;
  height: number;
  xLabel: string;
}

export const margin = { top: 8, right: 44, bottom: 36, left: 40 };

/** The x axis of a plot this wide: shared by drawing and pointing. */
export const xAxis = (domain: readonly [number, number], width: number): Axis =>
  axis(domain, [0, Math.max(40, width - margin.left - margin.right)], Math.max(2, Math.min(8, Math.floor(width / 70))), true);

export function plot(settings: PlotSettings): SVGTemplateResult {
  const { curves, width, height } = settings;
  const x = xAxis(settings.xDomain, width);
  const y = axis(settings.yDomain, [height - margin.top - margin.bottom, 0], 4);
  const [, inner] = x.range;
  const [bottom] = y.range;
  return svg`<svg class="plot" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
    <g transform="translate(${margin.left} ${margin.top})">
      ${y.ticks.map(
        (tick) => svg`<line class="grid" x1="0" x2=${inner} y1=${tick.position} y2=${tick.position}></line>
          <text class="tick" x="-8" y=${tick.position} dy="0.32em" text-anchor="end">${tick.label}</text>`,
      )}
      ${x.ticks.map((tick) => svg`<text class="tick" x=${tick.position} y=${bottom + 16} text-anchor="middle">${tick.label}</text>`)}
      <text class="tick" x=${inner} y=${bottom + 31} text-anchor="end">${settings.xLabel}</text>
      <svg class="clip" x="0" y="-2" width=${inner} height=${bottom + 4} viewBox="0 -2 ${inner} ${bottom + 4}">
        ${settings.baseline ? svg`<line class="baseline" x1="0" x2=${inner} y1=${y.at(settings.baseline.value)} y2=${y.at(settings.baseline.value)}></line>` : nothing}
        ${curves.map((curve) => svg`<path class="curve ${curve.kind} ${curve.earlier ? 'earlier' : 'current'}" d=${path(curve.points, x, y)}></path>`)}
      </svg>
      ${settings.baseline ? svg`<text class="baseline-label" x=${inner} text-anchor="end" y=${y.at(settings.baseline.value) - 5}>${settings.baseline.label}</text>` : nothing}
      ${ends(curves, x, y)}
      ${settings.cursor === null ? nothing : cursorMarks(settings, x, y)}
    </g>
  </svg>`;
}

const paths = new WeakMap<readonly Point[], { frame: string; path: string }>();

/** The path of a curve; what has not changed since the last frame is not made again. */
function path(points: readonly Point[], x: Axis, y: Axis): string {
  const frame = [x, y].map(({ domain, range }) => `${domain} ${range}`).join();
  const known = paths.get(points);
  if (known?.frame === frame) return known.path;
  const made = curvePath(points, x, y);
  paths.set(points, { frame, path: made });
  return made;
}

/** A dot where each current curve ends, and its name beside it. */
function ends(curves: readonly Curve[], x: Axis, y: Axis): SVGTemplateResult {
  const named = curves.flatMap(({ points, kind, label }) => {
    const end = label ? lastPoint(points) : undefined;
    return end ? [{ kind, label, x: x.at(end[0]), y: y.at(end[1]) }] : [];
  });
  const places = spreadLabels(
    named.map((end) => end.y),
    14,
    y.range[0],
  );
  return svg`${named.map(
    (end, i) => svg`<circle class="end ${end.kind}" cx=${end.x} cy=${end.y} r="3"></circle>
      <text class="end-label ${end.kind}" x=${end.x + 8} y=${places[i] ?? end.y} dy="0.32em">${end.label}</text>`,
  )}`;
}

function cursorMarks({ curves, cursor }: PlotSettings, x: Axis, y: Axis): SVGTemplateResult {
  const at = x.at(cursor ?? 0);
  const dots = curves
    .filter(({ kind, earlier }) => kind !== 'steps' && !earlier)
    .flatMap(({ points, kind }) => {
      const point = points.find(([where]) => where === cursor);
      return point && Number.isFinite(point[1]) ? [{ kind, y: y.at(point[1]) }] : [];
    });
  return svg`<line class="cursor" x1=${at} x2=${at} y1="0" y2=${y.range[0]}></line>
    ${dots.map((dot) => svg`<circle class="end ${dot.kind}" cx=${at} cy=${dot.y} r="4"></circle>`)}`;
}
