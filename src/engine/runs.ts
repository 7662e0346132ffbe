/** Starts and steers training runs, and reports them to the page at a pace it can use. */
import { openDenseChain } from '../backend/dense-chain.js';
import { onePassUpdates } from '../backend/one-pass.js';
import { sampleStore } from '../backend/samples/store.js';
import type { RunAction } from '../contract/events.js';
import { PlaygroundError } from '../contract/playground-error.js';
import type { RunEnd, TrainOptions } from '../contract/training.js';
import { RunControl } from '../model/training/run-control.js';
import { train } from '../model/training/train.js';
import type { EngineReport } from './api.js';
import { type Holdings, refuseWhileRunning } from './holdings.js';

export async function trainSession(
  holdings: Holdings,
  session: string,
  run: string,
  options: TrainOptions,
  backend: string,
  report: (report: EngineReport) => void,
): Promise<Omit<RunEnd, 'error'>> {
  const holding = holdings.of(session);
  refuseWhileRunning(holding, 'start another');
  const { network, dataset } = holdings.pair(session);
  const control = new RunControl();
  const training = train(network, dataset, options, control, {
    onStep: (step) => report({ kind: 'step', session, report: { run, ...step } }),
    onePass: onePassUpdates,
    denseChain: openDenseChain,
    samples: sampleStore,
    onEpoch: (epoch) => report({ kind: 'epoch', session, report: { run, backend, ...epoch } }),
  });
  const ended = training.catch(() => undefined); // who waits for the end to free things does not care how it ended
  const before = holding.objective;
  holding.objective = options;
  holding.run = { id: run, control, ended };
  try {
    const { history, ...end } = await training;
    return { run, ...end, history: history.map((epoch) => ({ run, backend, ...epoch })) };
  } catch (error) {
    holding.objective = before;
    throw error;
  } finally {
    holding.run = null;
  }
}

export function steerRun(holdings: Holdings, session: string, run: string, action: RunAction): void {
  const current = holdings.of(session).run;
  if (current?.id !== run) throw new PlaygroundError('disposed', 'That run has ended.');
  current.control[action]();
}
