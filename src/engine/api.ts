/** What the engine's worker offers: one flat object of async functions. Its type is the contract between the threads. */
import type { Catalogue } from '../contract/catalogue.js';
import type { DatasetInfo, DatasetOptions, Labels, Samples, Split } from '../contract/dataset.js';
import type { BackendName, BackendReport, EngineInfo } from '../contract/engine.js';
import type { Evaluation, Prediction, SplitPredictions } from '../contract/evaluation.js';
import type { RunAction } from '../contract/events.js';
import type { Activations, Filters, SaliencyMap, SaliencyOptions } from '../contract/inspection.js';
import type { NetworkInfo, NetworkSpec, PresetName, Weight } from '../contract/network.js';
import type { TaskProgress } from '../contract/snapshot.js';
import type { EpochReport, RunEnd, StepReport, TrainOptions } from '../contract/training.js';
import type { RawSamples } from '../data/samples.js';

/** What the engine says unasked. */
export type EngineReport =
  | { kind: 'progress'; session: string; progress: TaskProgress }
  | { kind: 'backend'; backend: BackendName; backends: readonly BackendReport[] }
  /** What is being measured before a run begins; null when that is over. */
  | { kind: 'measuring'; session: string; run: string; backend: BackendName | null }
  | { kind: 'step'; session: string; report: StepReport }
  | { kind: 'epoch'; session: string; report: EpochReport };

/** A new dataset may change the network: a preset is fitted to it, any other network if it was fitted to the dataset before. */
export interface DatasetOutcome {
  info: DatasetInfo;
  /** The network now; null where there is none. */
  network: NetworkInfo | null;
  /** Set where the network was built anew, with fresh weights. */
  rebuilt: boolean;
  /** The fitted network that cannot be built on these data, with its problems; `network` is then the one that stood before. */
  draft: NetworkInfo | null;
}

export type PreparedOptions = Omit<DatasetOptions, 'src'>;
/** What `predict` takes across the thread. */
export type EngineInput = readonly number[] | Blob | ImageData | Float32Array;

/**
 * What concerns one session takes its name first; `listen`, `catalogue`, `engineInfo` and `setBackend` concern all. Every function rejects with a
 * PlaygroundError. Arrays in answers are handed over, not copied, except those of `labels`, which the dataset keeps.
 */
export interface EngineApi {
  /** `listener` hears every report from now on. */
  listen(listener: (report: EngineReport) => void): Promise<void>;
  catalogue(): Promise<Catalogue>;
  engineInfo(): Promise<EngineInfo>;
  setBackend(name: 'auto' | BackendName): Promise<EngineInfo>;

  makeDataset(session: string, src: string, options: PreparedOptions): Promise<DatasetOutcome>;
  takeSamples(session: string, raw: RawSamples, options: PreparedOptions): Promise<DatasetOutcome>;
  samples(session: string, indices: readonly number[]): Promise<Samples>;
  labels(session: string): Promise<Labels>;

  setNetwork(session: string, network: PresetName | NetworkSpec, seed: number): Promise<NetworkInfo>;
  /** Shapes, parameters and problems of a network without building it. */
  inspectNetwork(session: string, network: PresetName | NetworkSpec): Promise<NetworkInfo>;
  weights(session: string): Promise<Weight[]>;

  /** Answers when the run has ended, whatever the reason. */
  train(session: string, run: string, options: TrainOptions): Promise<Omit<RunEnd, 'error'>>;
  steer(session: string, run: string, action: RunAction): Promise<void>;

  evaluate(session: string, split: Split): Promise<Evaluation>;
  predictions(session: string, split: Split): Promise<SplitPredictions>;
  predict(session: string, input: EngineInput): Promise<Prediction>;
  filters(session: string, layer: string | number): Promise<Filters>;
  activations(session: string, layer: string | number, input: number | Float32Array): Promise<Activations>;
  saliency(session: string, options: SaliencyOptions): Promise<SaliencyMap>;

  dispose(session: string): Promise<void>;
}
