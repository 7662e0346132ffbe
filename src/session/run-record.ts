/** What the snapshot says of a run, and how each report changes it. Pure. */
import type { BackendName } from '../contract/engine.js';
import type { RunSnapshot } from '../contract/snapshot.js';
import type { EpochReport, RunEnd, RunState, StepReport, TrainOptions } from '../contract/training.js';

const mostLosses = 400; // more points than this no chart can show

export function newRun(id: string, number: number, network: string, options: TrainOptions): RunSnapshot {
  return { id, number, state: 'running', options, network, step: null, history: [], losses: [] };
}

export function withStep(run: RunSnapshot, report: StepReport): RunSnapshot {
  const losses: (readonly [number, number])[] = [...run.losses, [report.step, report.loss]];
  return { ...run, step: report, losses: losses.length > mostLosses ? thinned(losses) : losses };
}

export function withEpoch(run: RunSnapshot, report: EpochReport): RunSnapshot {
  return { ...run, history: [...run.history, report] };
}

export function withMeasuring({ measuring: _, ...run }: RunSnapshot, backend: BackendName | null): RunSnapshot {
  return backend ? { ...run, measuring: backend } : run;
}

export function withState(run: RunSnapshot, state: RunState): RunSnapshot {
  return { ...run, state };
}

export function withEnd(run: RunSnapshot, end: RunEnd): RunSnapshot {
  return { ...withMeasuring(run, null), state: end.reason, history: end.history, ...(end.message && { message: end.message }) };
}

/** Half as many points, evenly spread over the run: the first, the last, and those between that are far enough from the one before. */
function thinned(losses: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const first = losses[0]?.[0] ?? 0;
  const last = losses.at(-1)?.[0] ?? 0;
  const gap = (last - first) / (mostLosses / 2);
  let kept = Number.NEGATIVE_INFINITY;
  return losses.filter(([step]) => {
    if (step - kept < gap && step !== last) return false;
    kept = step;
    return true;
  });
}
