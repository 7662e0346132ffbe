/**
 * What a backend may offer for training on batches: a chain of dense layers, forward as far as the answers and back from their slopes to
 * the updated weights, without a tensor between. The loss stands between the two, in `batch-step.ts`.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { PlainName } from '../dense/activations.js';
import type { UpdateRule } from '../optimizers/rule.js';

/** A weight with what its update keeps beside it, of the same shape. */
export interface Updated {
  weight: Variable;
  kept: readonly Variable[];
}

export interface BatchLayer {
  /** [inputs, units] */
  kernel: Updated;
  /** [units] */
  bias: Updated | undefined;
  activation: PlainName;
}

/** The numbers of the last layer for a batch. */
export interface Answers {
  /** [rows, units]: what the layer puts out. */
  values: Float32Array;
  /** [rows, units]: to be given the loss's slopes for `values`. */
  slopes: Float32Array;
}

/** A step is `forward`, then `backward`. */
export interface DenseBatches {
  /**
   * @param inputs [rows, ...] with as many numbers a row as the first layer takes. It stays the caller's, and must be there until the step is done
   * @returns views that are good until the next call; the same object as before where they still are
   */
  forward(inputs: Tensor): Answers;
  /** Updates every weight by `rule`, from the slopes for the answers. */
  backward(rule: UpdateRule): void;
  dispose(): void;
}

/** Opens a chain for batches of `rows` samples at most; null where the backend in force has none. */
export type OpenDenseBatches = (layers: readonly BatchLayer[], rows: number) => DenseBatches | null;
