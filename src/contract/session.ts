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
  /** Holds after the step under way. Steering a run that has ended does nothing. */
  pause(): void;
  /** Goes on after a pause. */
  resume(): void;
  /** One update of the weights, then holds. */
  step(): void;
  /** Ends the run after the step under way; the weights stay as they are then. */
  stop(): void;
  /**
   * Resolves when the run has finished, was stopped or diverged (then with `error`); rejects with a PlaygroundError when it
   * could not start or its worker was lost.
   */
  readonly finished: Promise<RunEnd>;
}

/**
 * What `predict` is asked about: a list of sample indices; a picture (a PNG, JPEG or WebP file, or pixels), resized and prepared as the
 * dataset's own are (these must be 8-bit; where they are grey, so it becomes); or values as the network receives them, one sample after
 * another, [n, ...inputShape].
 */
export type PredictInput = readonly number[] | File | ImageData | Float32Array;

/**
 * Every call that fails rejects with a PlaygroundError, and what stood before still stands. Any call may reject with `disposed` (the
 * session has ended, or a worker was lost), `worker-blocked` or `backend-unavailable` (the engine cannot start here). What asks about the
 * network rejects with `network-invalid` where there is none yet, and with `busy` where it was replaced before the answer was complete;
 * what asks about the data rejects with `data-mismatch` where there are none yet.
 */
export interface Session {
  /** Elements find their session by it. */
  readonly name: string;
  /** The state now: frozen and complete. */
  readonly snapshot: SessionSnapshot;
  /** Calls `listener` at once and after every change; the returned function ends that. */
  subscribe(listener: (snapshot: SessionSnapshot) => void): () => void;

  /**
   * Loads, prepares and splits a dataset; a network that was fitted to the data before is fitted to the
   * new ones, with fresh weights where its shape changes.
   * @throws `file-unreadable`, `file-unsupported`, `file-too-large` or `out-of-memory` for the source, `data-mismatch` for options that
   *   contradict it, `busy` during a run or where another dataset was asked for meanwhile.
   */
  loadDataset(options: DatasetOptions): Promise<DatasetInfo>;
  /**
   * Builds a network with fresh weights from `seed` (default 1); a preset is fitted to the dataset, and a spec without an input shape takes
   * that of the samples.
   * @throws `network-invalid` or `network-too-large` with every problem in words; `busy` during a run or where another network was asked
   *   for meanwhile.
   */
  setNetwork(network: PresetName | NetworkSpec, options?: { seed?: number }): Promise<NetworkInfo>;
  /**
   * Starts a run at once. It never throws: a refusal rejects the run's `finished`, with `busy` where another run is under way,
   * `data-mismatch` for options or data that do not fit, `network-invalid` where there is nothing to train.
   */
  train(options: TrainOptions): Run;
  /** The run under way, whoever started it; null where there is none. */
  readonly currentRun: Run | null;
  /**
   * Loss (that of the latest run, else the one that suits the last layer), accuracy and confusion over a split, `'test'` by default.
   * @throws `data-mismatch` where network and data do not fit, or for any other split.
   */
  evaluate(split?: Split): Promise<Evaluation>;
  /**
   * Class probabilities, a row for each sample asked about.
   * @throws `data-mismatch` for an index or a number of values that does not fit, `file-unreadable` for a file that is no picture.
   */
  predict(input: PredictInput): Promise<Prediction>;
  /**
   * Class probabilities of every sample of a split, `'test'` by default: [n, classes].
   * @throws `data-mismatch` where network and data do not fit, or for any other split.
   */
  predictions(split?: Split): Promise<SplitPredictions>;
  /** One sample as it is stored, of the dataset's `pictureShape`. @throws `data-mismatch` where there is no such index. */
  sample(index: number): Promise<Sample>;
  /** Several samples as they are stored: [n, ...pictureShape]. @throws `data-mismatch` where there is no such index. */
  samples(indices: readonly number[]): Promise<Samples>;
  /** The label of every sample, and the sample indices of the two splits. */
  labels(): Promise<Labels>;
  /**
   * Filters of a layer, by its name or its index from 0: [filters, height, width, channels]; see `Filters`.
   * @throws `data-mismatch` where there is no such layer or it has no filters.
   */
  filters(layer: string | number): Promise<Filters>;
  /**
   * What a layer makes of one sample, after its activation function: [height, width, channels] or [units].
   * @param input - A sample index, or values of the network's input shape as it receives them (scaled, cropped, normalised).
   * @throws `data-mismatch` where there is no such layer or sample, or the values have another size or are not finite.
   */
  activations(layer: string | number, input: number | Float32Array): Promise<Activations>;
  /**
   * Which input made the network decide: a map in the frame of the network's input, without unit; see `SaliencyOptions`.
   * @throws `data-mismatch` for a method, target, layer or sample that is not there, or an option out of its range.
   */
  saliency(options: SaliencyOptions): Promise<SaliencyMap>;
  /** A copy of every weight array of the network, layer by layer, row-major in Keras's shapes. */
  weights(): Promise<Weight[]>;
  /** Makes `index` the sample every viewer of the session follows; an index the dataset does not have is ignored. */
  select(index: number): void;
  /** From now on the session's events are dispatched from `element`; the returned function ends that. Elements do this for themselves. */
  attach(element: HTMLElement): () => void;
  /** Ends its run, frees its data and network, and makes every later call reject with `disposed`. */
  dispose(): Promise<void>;
}
