/** The contract of every loss: one number that falls as the answers get better. */
import { softmax, sigmoid, type Tensor } from '@tensorflow/tfjs-core';
import type { MethodDescription } from '../../../contract/catalogue.js';
import type { LossName } from '../../../contract/training.js';
import type { Head } from '../learner.js';

export interface Loss {
  readonly description: MethodDescription<LossName>;
  /**
   * The loss of a batch, differentiable with respect to the logits.
   * @param logits [batch, classes]: the network's answers before its last softmax or sigmoid
   * @param targets [batch, classes]: what the answers should be
   * @param head what the network's last layer does to the logits
   * @returns a scalar: the mean over the batch
   */
  value(logits: Tensor, targets: Tensor, head: Head): Tensor;
}

/** The network's answers: its logits after the last activation, [batch, classes]. */
export const answers: Record<Head, (logits: Tensor) => Tensor> = {
  linear: (logits) => logits,
  softmax: (logits) => softmax(logits),
  sigmoid: (logits) => sigmoid(logits),
};
