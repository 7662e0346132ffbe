/** Starts and steers training runs, and reports them to the page at a pace it can use. */
import { onProcessor } from '../backend/candidates.js';
import type { BackendName } from '../contract/engine.js';
import type { RunAction } from '../contract/events.js';
import { PlaygroundError } from '../contract/playground-error.js';
import type { RunEnd, TrainOptions } from '../contract/training.js';
import type { Dataset } from '../data/dataset.js';
import { planTraining } from '../model/training/plan.js';
import type { TrainingHooks } from '../model/training/progress.js';
import { RunControl } from '../model/training/run-control.js';
import { train } from '../model/training/train.js';
import type { EngineReport } from './api.js';
import type { Backend, RunBackend } from './backend.js';
import { deviceHooks } from './device-hooks.js';
import { isGpuLost } from './gpu-lost.js';
import { type Holding, type Holdings, networkOf, refuseIfReleased, refuseWhileRunning } from './holdings.js';
import { Notice } from './notice.js';
import { RunPace } from './pace.js';

type Report = (report: EngineReport) => void;

/** A run that has been asked for and can be trained. */
interface Start {
  session: string;
  run: string;
  holding: Holding;
  dataset: Dataset;
  options: TrainOptions;
  control: RunControl;
}

export async function trainSession(
  holdings: Holdings,
  session: string,
  run: string,
  options: TrainOptions,
  backend: Backend,
  report: Report,
): Promise<Omit<RunEnd, 'error'>> {
  const control = new RunControl();
  const holding = holdings.of(session);
  holding.coming.set(run, control);
  try {
    await backend.ready();
  } finally {
    holding.coming.delete(run);
  }
  refuseIfReleased(holding);
  refuseWhileRunning(holding, 'start another');
  const { network, dataset } = holdings.pair(session);
  planTraining(network, dataset, options); // what cannot be trained is not measured
  const start: Start = { session, run, holding, dataset, options, control };
  const training = backendFor(start, backend, report).then((chosen) => trainOn(chosen, start, report));
  const ended = training.catch(() => undefined); // who waits for the end to free things does not care how it ended
  const before = holding.objective;
  holding.objective = options;
  holding.run = { id: run, control, ended };
  try {
    return await training;
  } catch (error) {
    if (!isGpuLost(error)) holding.objective = before; // what was learned by then is kept
    throw error;
  } finally {
    holding.run = null;
  }
}

/** The backend for the run; the page hears of it where finding it takes a while. */
async function backendFor(
  { session, run, holding, dataset, options, control }: Start,
  backend: Backend,
  report: Report,
): Promise<RunBackend> {
  const notice = new Notice<BackendName>((name) => report({ kind: 'measuring', session, run, backend: name }));
  const stopped = () => control.state === 'stopped';
  const measuring = (name: BackendName) => notice.change(name);
  return backend.forRun({ holding, dataset, options, stopped, measuring }).finally(() => notice.end());
}

async function trainOn({ name: backend, note, compute }: RunBackend, start: Start, report: Report): Promise<Omit<RunEnd, 'error'>> {
  const { session, run, holding, dataset, options, control } = start;
  const pace = new RunPace(control, note);
  let keptStep = 0;
  let cutOff = false;
  const hooks: TrainingHooks = {
    ...deviceHooks,
    onKeep(weights, step) {
      keptStep = step;
      if (!onProcessor(backend)) holding.kept = weights;
    },
    onStep(step) {
      pace.onStep(step.step);
      report({ kind: 'step', session, report: { run, ...step } });
    },
    onEpoch(epoch) {
      pace.onEpoch(epoch);
      report({ kind: 'epoch', session, report: { run, backend, ...epoch } });
    },
  };
  const { history, ...end } = await compute({
    train: async () => {
      const outcome = await train(networkOf(holding), dataset, options, control, hooks);
      if (cutOff && outcome.reason === 'stopped') throw new Error('Nobody but us has stopped it.');
      return outcome;
    },
    stop() {
      cutOff = true;
      control.stop();
    },
    keptStep: () => keptStep,
  });
  return { run, ...end, history: history.map((epoch) => ({ run, backend, ...epoch })) };
}

export function steerRun(holdings: Holdings, session: string, run: string, action: RunAction): void {
  const { run: current, coming } = holdings.of(session);
  const control = current?.id === run ? current.control : coming.get(run);
  if (!control) throw new PlaygroundError('disposed', 'That run has ended.');
  control[action]();
}
