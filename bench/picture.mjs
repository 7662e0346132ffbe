// The picture of how a step grows: one small plot a case and axis, both axes logarithmic, so that a straight line is a power law.
import { scaleLog } from 'd3-scale';
import { figure } from './table.mjs';

const size = { width: 250, height: 196, left: 46, right: 64, top: 40, bottom: 38 };
const gap = { row: 18, column: 14, top: 8 };

const lines = [
  { name: 'ours', label: 'ours', colour: '#1b5e9e', width: 2.5 },
  { name: 'pytorch', label: 'PyTorch', colour: '#c2571a', width: 1.5 },
  { name: 'tfjs-wasm', label: 'TF.js WASM', colour: '#7d7d7d', width: 1.5 },
];

const axes = {
  batch: { title: 'batch', held: ({ side }) => (side ? `, ${side}×${side}` : '') },
  side: { title: 'side of the images', held: ({ batch }) => `, batch ${batch}` },
};

const text = (x, y, words, more = '') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${words}</text>`;
const point = (x, y) => `${x.toFixed(1)},${y.toFixed(1)}`;

/** The points of one plot: those where everything but `axis` is held. */
const along = ({ held, points }, axis) =>
  points.filter((at) => (axis === 'batch' ? at.side === held.side : at.batch === held.batch)).sort((a, b) => a[axis] - b[axis]);

/** Names at the ends of the lines, moved apart where they would lie on each other. */
function endLabels(ends) {
  const sorted = [...ends].sort((a, b) => a.y - b.y);
  for (const [i, end] of sorted.entries()) {
    const above = sorted.slice(0, i).findLast(({ x }) => Math.abs(x - end.x) < 60);
    if (above) end.y = Math.max(end.y, above.y + 12);
  }
  return sorted.map(({ x, y, label, colour }) => text(x + 6, y + 4, label, `fill="${colour}"`)).join('');
}

function plot(entry, axis) {
  const points = along(entry, axis);
  const { title, held } = axes[axis];
  const values = points.flatMap(({ ms }) => lines.map(({ name }) => ms[name]).filter((value) => value > 0));
  const ends = [points[0][axis], points.at(-1)[axis]];
  const x = scaleLog(ends, [size.left, size.width - size.right]);
  const y = scaleLog([Math.min(...values) / 1.5, Math.max(...values) * 1.5], [size.height - size.bottom, size.top]);
  const powers = [0.1, 1, 10, 100, 1000, 10000, 100000].filter((value) => value >= y.domain()[0] && value <= y.domain()[1]);
  const grid = powers.map(
    (value) =>
      `<line x1="${size.left}" x2="${size.width - size.right}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="#e3e3e3"/>${text(size.left - 6, y(value) + 4, figure(value).replace(/\.0+$/, ''), 'text-anchor="end"')}`,
  );
  const ticks = points.map((at) => text(x(at[axis]), size.height - size.bottom + 16, String(at[axis]), 'text-anchor="middle"'));
  const drawn = lines.map(({ name, label, colour, width }) => {
    const known = points.filter(({ ms }) => ms[name] > 0).map((at) => ({ x: x(at[axis]), y: y(at.ms[name]) }));
    if (known.length === 0) return { marks: '', end: null };
    const path = known.map((at) => point(at.x, at.y)).join(' ');
    const dots = known.map((at) => `<circle cx="${at.x.toFixed(1)}" cy="${at.y.toFixed(1)}" r="3" fill="${colour}"/>`).join('');
    return {
      marks: `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>${dots}`,
      end: { ...known.at(-1), label, colour },
    };
  });
  return [
    text(size.left, 18, `${entry.label}${held(entry.held)}`, 'font-weight="600" fill="#222"'),
    text(size.left - 6, size.top - 2, 'ms', 'text-anchor="end"'),
    ...grid,
    ...ticks,
    text((size.left + size.width - size.right) / 2, size.height - 6, title, 'text-anchor="middle"'),
    ...drawn.map(({ marks }) => marks),
    endLabels(drawn.map(({ end }) => end).filter(Boolean)),
  ].join('\n');
}

/** @param {Awaited<ReturnType<typeof import('./growth.mjs').timeGrowth>>} grown */
export function growthPicture(grown) {
  const columns = ['batch', 'side'];
  const cells = grown.flatMap((entry, row) =>
    columns
      .filter((axis) => axis === 'batch' || entry.held.side)
      .map((axis, column) => {
        const at = `${column * (size.width + gap.column)} ${gap.top + row * (size.height + gap.row)}`;
        return `<g transform="translate(${at})">\n${plot(entry, axis)}\n</g>`;
      }),
  );
  const width = columns.length * (size.width + gap.column);
  const height = gap.top + grown.length * (size.height + gap.row);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="11" fill="#555" role="img" aria-label="Milliseconds a training step against the batch and the side of the images">
<rect width="100%" height="100%" fill="#fff"/>
${cells.join('\n')}
</svg>
`;
}
