/** What the panel says: numbers with the digits that mean something, times and states in words. */
import type { EpochReport, RunState } from '../../contract/training.js';
import type { RunSnapshot, SessionSnapshot } from '../../contract/snapshot.js';
import { taskOf } from '../support/parts.js';

/** Three digits for losses and fractions: 0.687, 12.3; an en dash where there is no number. */
export function figure(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size >= 1000) return value.toExponential(1);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 3);
}

/** 4120 → "4,120". */
export const whole = (value: number): string => Math.round(value).toLocaleString('en');

/** The digits that mean something: 0.16, 4.9, 24.8 or 132 ms a step. */
export const aStep = (ms: number): string => `${ms >= 100 ? whole(ms) : ms >= 1 ? ms.toFixed(1) : ms.toPrecision(2)} ms a step`;

/** 83 → "1 min 23 s". */
export function duration(seconds: number): string {
  if (seconds < 1) return 'less than 1 s';
  const full = Math.round(seconds);
  if (full < 60) return `${full} s`;
  if (full < 3600) return `${Math.floor(full / 60)} min ${full % 60} s`;
  const minutes = Math.round(full / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Why training cannot start, or null where it can. */
export function obstacle(snapshot: SessionSnapshot): string | null {
  if (snapshot.draft) return `The network cannot be built yet: ${snapshot.draft.problems[0] ?? 'it has a problem'}.`.replace('..', '.');
  const data = taskOf(snapshot.tasks, 'dataset');
  if (data) return `${data.label} …`; // a run would keep them out
  if (!snapshot.dataset || !snapshot.network) {
    const loading = taskOf(snapshot.tasks, 'network') ?? taskOf(snapshot.tasks, 'engine');
    if (loading) return `${loading.label} …`;
    if (!snapshot.dataset && !snapshot.network) return 'Waiting for galaxies and a network.';
    return snapshot.dataset ? 'Waiting for a network.' : 'Waiting for galaxies to learn from.';
  }
  return null;
}

const ends: Record<RunState, (run: RunSnapshot) => string> = {
  running: (run) => (run.measuring ? 'Finding the fastest back end' : 'Learning'),
  paused: () => 'Paused',
  finished: (run) => `Finished after ${length(run)}`,
  stopped: (run) => `Stopped after ${length(run)}`,
  diverged: (run) => run.message ?? 'The loss is no longer a number. The last good weights are kept. Try a smaller learning rate.',
  failed: (run) => run.message ?? 'The run failed.',
};

/** The state of a run in a word or two, where the whole story stands elsewhere. */
export const stateInShort = (run: RunSnapshot): string => {
  if (run.state === 'diverged') return 'Diverged';
  return run.state === 'failed' ? 'Failed' : stateInWords(run);
};

/** The state of a run in a sentence. */
export const stateInWords = (run: RunSnapshot): string => ends[run.state](run);

function length(run: RunSnapshot): string {
  const last = run.history.at(-1);
  const steps = Math.max(run.step?.step ?? 0, last?.step ?? 0);
  if (run.options.evaluateEvery || !last) return steps === 1 ? '1 step' : `${whole(steps)} steps`;
  return last.epoch === 1 ? '1 epoch' : `${last.epoch} epochs`;
}

/** What is read aloud when an epoch is over. */
export function epochInWords(epoch: EpochReport, bySteps: boolean): string {
  const where = bySteps ? `Step ${whole(epoch.step)}` : `Epoch ${epoch.epoch}`;
  const accuracy = Number.isNaN(epoch.testAccuracy) ? epoch.trainAccuracy : epoch.testAccuracy;
  const which = Number.isNaN(epoch.testAccuracy) ? 'training' : 'test';
  return `${where}: training loss ${figure(epoch.trainLoss)}, ${which} accuracy ${figure(accuracy)}.`;
}
