/** −Σ t·log p: how surprised the network is by the true class. For classes that exclude each other. */
import { div, logSigmoid, logSoftmax, mul, neg, sigmoid, softmax, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { Head } from '../learner.js';
import { lossOf } from './loss.js';

/**
 * p is the softmax of these. A linear head is read as logits. Sigmoids do not sum to one, so they are divided by their sum first (as Keras
 * does), and p = σ(z)/Σσ(z) is the softmax of log σ(z).
 */
const logitsOf: Record<Head, (z: Tensor) => Tensor> = {
  linear: (z) => z,
  softmax: (z) => z,
  sigmoid: (z) => logSigmoid(z),
};

export const categoricalCrossEntropy = lossOf(
  {
    name: 'categorical-cross-entropy',
    label: 'Cross-entropy',
    description: 'How surprised the network is by the true class: minus the logarithm of the probability it gave it.',
    options: [],
  },
  // from the logits and never through p itself, whose logarithm would be −∞ where p underflows to 0
  (z, t, head) => div(neg(sum(mul(t, logSoftmax(logitsOf[head](z))))), z.shape[0] ?? 1),
  (z, t, head) => {
    const p = softmax(logitsOf[head](z));
    const slope = mul(sub(mul(p, sum(t, -1, true)), t), 1 / (z.shape[0] ?? 1));
    return head === 'sigmoid' ? mul(slope, sigmoid(neg(z))) : slope;
  },
);
