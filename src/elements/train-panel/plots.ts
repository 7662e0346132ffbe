/** The two plots of the panel on one shared axis: what stands in them, from the runs of the session. */
import { html, type TemplateResult } from 'lit';
import type { DatasetInfo } from '../../contract/dataset.js';
import type { RunSnapshot } from '../../contract/snapshot.js';
import { lossRange, type Point } from '../../draw/curve.js';
import { plot, type Curve } from './plot.js';
import { measureCurve, plannedLength, reached, stepCurve, type AxisUnit } from './run-curves.js';

export interface PlotsSettings {
  /** The run in front; null before the first. */
  front: RunSnapshot | null;
  /** Runs behind it. */
  behind: readonly RunSnapshot[];
  dataset: DatasetInfo | null;
  unit: AxisUnit;
  /** Index into the front run's history. */
  cursor: number | null;
  width: number;
  height: number;
}

/** The axis both plots share: as long as the longest run, or as the one under way is planned to be. */
export function sharedDomain({ front, behind, dataset, unit }: PlotsSettings): [number, number] {
  const training = dataset?.train ?? 1;
  let end = front ? (plannedLength(front, unit, training) ?? 0) : 0;
  if (front && front.state !== 'running' && front.state !== 'paused') end = reached(front, unit, training);
  for (const run of behind) end = Math.max(end, reached(run, unit, training));
  return [0, end || (unit === 'epoch' ? 10 : 1000)];
}

/** How often the commonest class of the test set is right if it is always said: what any network has to beat. */
function majorityShare(dataset: DatasetInfo | null): number | null {
  const counts = dataset?.testCounts ?? [];
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all > 0 ? Math.max(...counts) / all : null;
}

/** Where the reader's cursor stands on the axis. */
function cursorPlace(settings: PlotsSettings): number | null {
  if (settings.cursor === null || !settings.front) return null;
  return measureCurve(settings.front, 'trainLoss', settings.unit, settings.dataset?.train ?? 1)[settings.cursor]?.[0] ?? null;
}

export function plots(settings: PlotsSettings): TemplateResult {
  const xDomain = sharedDomain(settings);
  const cursor = cursorPlace(settings);
  const { width, height, unit } = settings;
  const common = { xDomain, cursor, width, height, xLabel: unit === 'epoch' ? 'epochs' : 'steps' };
  const majority = majorityShare(settings.dataset);
  const baseline = majority === null ? null : { value: majority, label: `always the commonest class: ${majority.toFixed(2)}` };
  return html`<figure>
      <figcaption>Loss</figcaption>
      ${plot({ ...common, curves: curvesOf(settings, 'Loss'), yDomain: lossDomain(settings) })}
    </figure>
    <figure>
      <figcaption>Accuracy</figcaption>
      ${plot({ ...common, curves: curvesOf(settings, 'Accuracy'), yDomain: [0, 1], baseline })}
    </figure>`;
}

function curvesOf({ front, behind, unit, dataset }: PlotsSettings, what: 'Loss' | 'Accuracy'): Curve[] {
  const training = dataset?.train ?? 1;
  const pair = (run: RunSnapshot, earlier: boolean): Curve[] => [
    { kind: 'train', earlier, label: earlier ? undefined : 'train', points: measureCurve(run, `train${what}`, unit, training) },
    { kind: 'test', earlier, label: earlier ? undefined : 'test', points: measureCurve(run, `test${what}`, unit, training) },
  ];
  const curves = behind.flatMap((run) => pair(run, true));
  if (!front) return curves;
  if (what === 'Loss') curves.push({ kind: 'steps', points: stepCurve(front, unit, training) });
  return [...curves, ...pair(front, false)];
}

function lossDomain({ front, behind }: PlotsSettings): [number, number] {
  const runs = front ? [front, ...behind] : behind;
  const epochs = runs.flatMap(({ history }) => history.flatMap(({ trainLoss, testLoss }) => [trainLoss, testLoss]));
  return lossRange(epochs, front?.losses.map((point: Point) => point[1]) ?? []);
}
