/** The whole state of a session as the page may see it: frozen, complete, replaced and never changed. */
import type { Catalogue } from './catalogue.js';
import type { DatasetInfo } from './dataset.js';
import type { BackendName, BackendReport } from './engine.js';
import type { NetworkInfo } from './network.js';
import type { PlaygroundError } from './playground-error.js';
import type { EpochReport, RunState, StepReport, TrainOptions } from './training.js';

/** The session's own tasks, and the two that an element waits for by itself. */
export type TaskName = 'engine' | 'dataset' | 'network' | 'evaluate' | 'saliency';

/** Something that takes a while. */
export interface TaskProgress {
  task: TaskName;
  /** What is being done, in words. */
  label: string;
  /** 0 to 1; null where the length is unknown. */
  fraction: number | null;
}

export interface RunSnapshot {
  id: string;
  /** Counts the session's runs from 1, for "Run 3". */
  number: number;
  state: RunState;
  /** Set while the run has not begun, because its network's speed on this backend is being measured. */
  measuring?: BackendName;
  options: TrainOptions;
  /** Name of the network it trains. */
  network: string;
  /** The latest step told; null before the first. */
  step: StepReport | null;
  history: readonly EpochReport[];
  /** Losses of single steps, thinned to a few hundred points: [step, loss]. */
  losses: readonly (readonly [number, number])[];
  /** Why it diverged or failed, in words. */
  message?: string;
}

export interface SessionSnapshot {
  session: string;
  /** What the engine can do; null until it has been started. */
  catalogue: Catalogue | null;
  /** Name of the backend in use; null until the engine has been started. */
  backend: BackendName | null;
  /** What is known of each backend, with the figures of the network that any session trained last; empty until the engine has been started. */
  backends: readonly BackendReport[];
  dataset: DatasetInfo | null;
  network: NetworkInfo | null;
  /** A network that was asked for and cannot be built, with its problems; null when `network` is what was asked for. */
  draft: NetworkInfo | null;
  /** The running or latest run. */
  run: RunSnapshot | null;
  /** Earlier runs, oldest first. */
  runs: readonly RunSnapshot[];
  /** Grows whenever the weights change: by a step, a new network, other data. Viewers refetch when it does. */
  weightsVersion: number;
  /** The sample the reader picked; null before there are data. */
  selected: number | null;
  /** Work in progress, newest last. */
  tasks: readonly TaskProgress[];
  /** The latest refusal, until something of its kind succeeds or a run begins. */
  error: PlaygroundError | null;
  /** What was refused, so that each element shows what concerns it; null without an error. */
  refused: 'engine' | 'dataset' | 'network' | 'run' | null;
}
