/**
 * Updates a backend can make in one pass over the weights, in place. Each answers whether it did; where it did not, and where there
 * are none, the optimizer puts the same update together from TensorFlow.js's operations.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';

export interface OnePassUpdates {
  /** w ← w − rate · g. */
  sgd(w: Variable, g: Tensor, rate: number): boolean;
  /** v ← beta · v + g, w ← w − rate · v. */
  momentum(w: Variable, v: Variable, g: Tensor, rate: number, beta: number): boolean;
  /** m ← beta1 · m + g, s ← beta2 · s + g², w ← w − rate · m / (√s + epsilon). */
  adam(
    w: Variable,
    m: Variable,
    s: Variable,
    g: Tensor,
    constants: { rate: number; epsilon: number; beta1: number; beta2: number },
  ): boolean;
}
