/** The curves of a run in the units of the plots: against epochs or against steps. */
import type { Point } from '../../draw/curve.js';
import type { EpochReport } from '../../contract/training.js';
import type { RunSnapshot } from '../../contract/snapshot.js';

export type AxisUnit = 'epoch' | 'step';

/** Epochs where the run reports once an epoch, steps where it reports every so many steps. */
export const naturalUnit = (run: RunSnapshot | null): AxisUnit => (run?.options.evaluateEvery ? 'step' : 'epoch');

/** Updates of the weights in one epoch; `training` is the size of the training set. */
export function stepsPerEpoch(run: RunSnapshot, training: number): number {
  const first = run.history[0];
  if (first && !run.options.evaluateEvery) return Math.max(1, first.step / first.epoch);
  return Math.max(1, Math.ceil(training / run.options.batchSize));
}

/** Where on the axis a run will end, or null where that is not known. */
export function plannedLength(run: RunSnapshot, unit: AxisUnit, training: number): number | null {
  const perEpoch = stepsPerEpoch(run, training);
  const steps = Math.min((run.options.epochs ?? Number.POSITIVE_INFINITY) * perEpoch, run.options.steps ?? Number.POSITIVE_INFINITY);
  if (!Number.isFinite(steps)) return null;
  return unit === 'step' ? steps : steps / perEpoch;
}

/** How far a run has come on the axis. */
export function reached(run: RunSnapshot, unit: AxisUnit, training: number): number {
  const steps = Math.max(run.step?.step ?? 0, run.history.at(-1)?.step ?? 0);
  return unit === 'step' ? steps : steps / stepsPerEpoch(run, training);
}

type Measure = 'trainLoss' | 'testLoss' | 'trainAccuracy' | 'testAccuracy';

const measured = new WeakMap<readonly EpochReport[], Map<string, Point[]>>();

/** One measure of every report, against the axis. The same history gives the same points, so that they are not drawn again. */
export function measureCurve(run: RunSnapshot, measure: Measure, unit: AxisUnit, training: number): Point[] {
  const perEpoch = stepsPerEpoch(run, training);
  const known = measured.get(run.history) ?? new Map<string, Point[]>();
  const key = `${measure} ${unit} ${perEpoch}`;
  const x = (report: EpochReport) => (unit === 'step' ? report.step : report.step / perEpoch);
  const points = known.get(key) ?? run.history.map((report): Point => [x(report), report[measure]]);
  measured.set(run.history, known.set(key, points));
  return points;
}

/** The losses of single steps, against the axis. */
export function stepCurve(run: RunSnapshot, unit: AxisUnit, training: number): readonly Point[] {
  if (unit === 'step') return run.losses;
  const perEpoch = stepsPerEpoch(run, training);
  return run.losses.map(([step, loss]) => [step / perEpoch, loss]);
}
