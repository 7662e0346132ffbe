/** How a network learns, and what a run tells while it does. */
import type { PlaygroundError } from './playground-error.js';

export type OptimizerName = 'sgd' | 'momentum' | 'ema-momentum' | 'adam';
/** Binary cross-entropy and squared error are summed over the outputs; all are averaged over the batch. */
export type LossName = 'categorical-cross-entropy' | 'binary-cross-entropy' | 'squared-error' | 'mean-squared-error';

export interface TrainOptions {
  optimizer: OptimizerName;
  learningRate: number;
  /** β of `momentum` and `ema-momentum`. Default 0.9. */
  momentum?: number;
  batchSize: number;
  /** Passes over the training set. One of `epochs` and `steps` is needed; with both, whichever ends first. */
  epochs?: number;
  /** Updates of the weights. */
  steps?: number;
  loss: LossName;
  /** Turn and mirror each training image at random: the sky has no up. */
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
  trainLoss: number;
  trainAccuracy: number;
  /** NaN where there is no test set. */
  testLoss: number;
  testAccuracy: number;
  /** Training time since the last report, without the evaluation. */
  seconds: number;
  samplesPerSecond: number;
  backend: string;
}

/** At most one an animation frame reaches the page. */
export interface StepReport {
  run: string;
  epoch: number;
  step: number;
  /** Loss of the latest batch whose value has been read back. */
  loss: number;
  /** Fraction of the run that is done, 0 to 1. */
  fraction: number;
}

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
