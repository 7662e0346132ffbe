/** How a network learns, and what a run tells while it does. */
import type { PlaygroundError } from './playground-error.js';

/**
 * How weights w follow from the gradient g of a batch, η the learning rate and β the momentum:
 * - `sgd`: w ← w − ηg.
 * - `momentum`: v ← βv + g, w ← w − ηv (Polyak 1964; as in PyTorch's SGD).
 * - `ema-momentum`: v ← βv + (1 − β)g, w ← w − ηv: an exponential moving average, as in the DECaLS course.
 * - `adam`: Kingma & Ba 2015, arXiv:1412.6980, with β₁ = 0.9, β₂ = 0.999.
 */
export type OptimizerName = 'sgd' | 'momentum' | 'ema-momentum' | 'adam';
/**
 * What is minimised, for outputs a and targets t; each is averaged over the batch, and has no unit (natural logarithms).
 * - `categorical-cross-entropy`: −Σ t log p, p the softmax of a linear last layer.
 * - `binary-cross-entropy`: −Σ (t log a + (1 − t) log(1 − a)), summed over the outputs as in PHYS 246.
 * - `squared-error`: Σ (a − t)², summed over the outputs as in the DECaLS course.
 * - `mean-squared-error`: the same, averaged over the outputs.
 */
export type LossName = 'categorical-cross-entropy' | 'binary-cross-entropy' | 'squared-error' | 'mean-squared-error';

export interface TrainOptions {
  optimizer: OptimizerName;
  /** η, above 0: how far an update follows the gradient. The courses use 0.001 to 0.002 with `adam`, 0.2 with `ema-momentum`. */
  learningRate: number;
  /** β of `momentum` and `ema-momentum`, at least 0 and below 1; the other optimizers ignore it. Default 0.9. */
  momentum?: number;
  /** Samples an update looks at, 1 or more; the last batch of an epoch may be smaller. */
  batchSize: number;
  /** Passes over the training set. One of `epochs` and `steps` is needed; with both, whichever ends first. */
  epochs?: number;
  /** Updates of the weights, 1 or more. */
  steps?: number;
  /** What is minimised; `evaluate` then reports the same. */
  loss: LossName;
  /** Turn and mirror each training image at random, since galaxies have no up or down. Default false. */
  augment?: boolean;
  /** Report and evaluate every so many steps instead of once an epoch (for batch size 1). */
  evaluateEvery?: number;
  /** What the targets are where the class is not, and where it is: the DECaLS course uses [0.01, 0.99]. Default [0, 1]. */
  targets?: readonly [number, number];
  /** Seed of the batches, crops, dropout and augmentation. Default 1. */
  seed?: number;
}

/** Means since the last report for training, over the whole test set for testing. */
export interface EpochReport {
  run: string;
  /** From 1. With `evaluateEvery`, the epoch in which the report falls. */
  epoch: number;
  /** Updates since the start of the run. */
  step: number;
  /** Mean over the training samples since the last report, each with the weights of its step. */
  trainLoss: number;
  /** Fraction of them whose largest output was the true class, 0 to 1. */
  trainAccuracy: number;
  /** NaN where there is no test set. */
  testLoss: number;
  /** 0 to 1; NaN where there is no test set. */
  testAccuracy: number;
  /** Training time since the last report, without the evaluation and without pauses. */
  seconds: number;
  /** Training samples in each of those seconds. */
  samplesPerSecond: number;
  /** Name of the backend it trains on. */
  backend: string;
}

/** At most one an animation frame reaches the page. */
export interface StepReport {
  run: string;
  epoch: number;
  step: number;
  /** Loss of the latest batch whose answers have been read back. */
  loss: number;
  /** Fraction of the run that is done, 0 to 1. */
  fraction: number;
}

/**
 * `diverged`: a loss or a weight was no longer finite, and the last finite weights are back. `failed`: the worker or the device was lost.
 */
export type RunEndReason = 'finished' | 'stopped' | 'diverged' | 'failed';
export interface RunEnd {
  run: string;
  reason: RunEndReason;
  history: EpochReport[];
  /** Why it diverged or failed, in words. */
  message?: string;
  /** The same as an error with its code. */
  error?: PlaygroundError;
}

export type RunState = 'running' | 'paused' | RunEndReason;
