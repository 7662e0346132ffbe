/** What a session offers, with or without elements. `src/session/` implements it; elements see it through their controller. */
import type { DatasetInfo, DatasetOptions, Labels, Sample, Samples, Split } from './dataset.js';
import type { Evaluation, Prediction, SplitPredictions } from './evaluation.js';
import type { Activations, Filters, SaliencyMap, SaliencyOptions } from './inspection.js';
import type { NetworkInfo, NetworkSpec, PresetName, Weight } from './network.js';
import type { SessionSnapshot } from './snapshot.js';
import type { EpochReport, RunEnd, TrainOptions } from './training.js';

/** One training run. Iterating it yields each epoch's report until it ends. */
export interface Run extends AsyncIterable<EpochReport> {
  readonly id: string;
  /** Holds after the step under way. */
  pause(): void;
  resume(): void;
  /** One update of the weights, then holds. */
  step(): void;
  stop(): void;
  /**
   * Resolves when the run has finished, was stopped or diverged (then with `error`); rejects with a PlaygroundError when it
   * could not start or its worker was lost.
   */
  readonly finished: Promise<RunEnd>;
}

/** Values of the network's input shape for one sample, or a picture to be prepared as the samples are. */
export type PredictInput = readonly number[] | File | ImageData | Float32Array;

/** Every call that fails rejects with a PlaygroundError, and what stood before still stands. */
export interface Session {
  readonly name: string;
  /** The state now: frozen and complete. */
  readonly snapshot: SessionSnapshot;
  /** Calls `listener` at once and after every change; the answer undoes it. */
  subscribe(listener: (snapshot: SessionSnapshot) => void): () => void;

  /** Loads, prepares and splits a dataset; a preset network already set is fitted to it. */
  loadDataset(options: DatasetOptions): Promise<DatasetInfo>;
  /** Builds a network with fresh weights from `seed` (default 1); a preset is fitted to the dataset. */
  setNetwork(network: PresetName | NetworkSpec, options?: { seed?: number }): Promise<NetworkInfo>;
  train(options: TrainOptions): Run;
  /** The run under way, whoever started it; null where there is none. */
  readonly currentRun: Run | null;
  evaluate(split?: Split): Promise<Evaluation>;
  predict(input: PredictInput): Promise<Prediction>;
  /** Class probabilities of every sample of a split. */
  predictions(split?: Split): Promise<SplitPredictions>;
  sample(index: number): Promise<Sample>;
  samples(indices: readonly number[]): Promise<Samples>;
  labels(): Promise<Labels>;
  filters(layer: string | number): Promise<Filters>;
  activations(layer: string | number, input: number | Float32Array): Promise<Activations>;
  saliency(options: SaliencyOptions): Promise<SaliencyMap>;
  weights(): Promise<Weight[]>;
  /** Makes `index` the sample every viewer of the session follows. */
  select(index: number): void;
  /** From now on `element` may tell the session's events; the answer undoes it. Elements do this for themselves. */
  attach(element: HTMLElement): () => void;
  /** Ends its run, frees its data and network, and makes every later call reject with `disposed`. */
  dispose(): Promise<void>;
}
