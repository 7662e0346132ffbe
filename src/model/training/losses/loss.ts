/** The contract of every loss: one number that falls as the answers get better. */
import { customGrad, type GradSaveFunc, mul, type Scalar, scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { MethodDescription } from '../../../contract/catalogue.js';
import type { LossName } from '../../../contract/training.js';
import type { Head } from '../learner.js';

/**
 * @param logits [batch, classes]: the network's answers before its last softmax or sigmoid
 * @param targets [batch, classes]: what the answers should be
 * @param head what the network's last layer does to the logits
 */
type OfBatch = (logits: Tensor, targets: Tensor, head: Head) => Tensor;

export interface Loss {
  readonly description: MethodDescription<LossName>;
  /** The loss of a batch, a scalar: the mean over the batch. Differentiable once with respect to the logits. */
  readonly value: OfBatch;
  /** ∂value/∂logits, [batch, classes]. */
  readonly slope: OfBatch;
}

/** A loss by its two formulas: the gradient of the one is the other, whatever the chain rule would make of it. */
export function lossOf(description: Loss['description'], value: OfBatch, slope: OfBatch): Loss {
  const differentiable: OfBatch = (logits, targets, head) =>
    customGrad((z, save) => {
      (save as GradSaveFunc)([z as Tensor, targets]);
      return {
        value: value(z as Tensor, targets, head),
        gradFunc: (dy: Tensor, [savedZ, t]: Tensor[]) => mul(dy, slope(savedZ as Tensor, t as Tensor, head)),
      };
    })(logits);
  return { description, value: differentiable, slope };
}

/**
 * Where only the way downhill is asked for: a scalar whose gradient for `logits` is what `slope` makes of them, and whose own value, of
 * which nothing is computed, says nothing.
 */
export const onlySlope = (logits: Tensor, slope: (logits: Tensor) => Tensor): Scalar =>
  customGrad((z, save) => {
    (save as GradSaveFunc)([z as Tensor]);
    return { value: scalar(NaN), gradFunc: (_: Tensor, [saved]: Tensor[]) => slope(saved as Tensor) };
  })(logits) as Scalar;
