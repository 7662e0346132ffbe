/** −Σ t·log p: how surprised the network is by the true class. For classes that exclude each other. */
import { div, logSigmoid, logSoftmax, mul, neg, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { Head } from '../learner.js';
import type { Loss } from './loss.js';

/**
 * log p from the logits, never through p itself, whose logarithm would be −∞ where p underflows to 0.
 * A linear head is read as logits. Sigmoids do not sum to one, so they are divided by their sum first (as Keras does),
 * and p = σ(z)/Σσ(z) is the softmax of log σ(z).
 */
const logProbabilities: Record<Head, (logits: Tensor) => Tensor> = {
  linear: (logits) => logSoftmax(logits),
  softmax: (logits) => logSoftmax(logits),
  sigmoid: (logits) => logSoftmax(logSigmoid(logits)),
};

export const categoricalCrossEntropy: Loss = {
  description: {
    name: 'categorical-cross-entropy',
    label: 'Cross-entropy',
    description: 'How surprised the network is by the true class: minus the logarithm of the probability it gave it.',
    options: [],
  },
  value(logits, targets, head) {
    const batch = logits.shape[0] ?? 1;
    return div(neg(sum(mul(targets, logProbabilities[head](logits)))), batch);
  },
};
