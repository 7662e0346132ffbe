/** −Σ t·log p: how surprised the network is by the true class. For classes that exclude each other. */
import { customGrad, div, exp, type GradSaveFunc, logSigmoid, logSoftmax, mul, neg, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { Head } from '../learner.js';
import type { Loss } from './loss.js';

/**
 * −Σ t·log p with p = softmax(u), from the logits u and never through p itself, whose logarithm would be −∞ where p underflows to 0.
 * Its slope for u is p·Σt − t, a third of the operations that TensorFlow.js would find by the chain rule. Nothing follows for t.
 */
const surprise = (u: Tensor, t: Tensor): Tensor =>
  customGrad((logits, save) => {
    const logP = logSoftmax(logits as Tensor);
    (save as GradSaveFunc)([logP, t]);
    return {
      value: neg(sum(mul(t, logP))),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [logOfP, targets] = saved as [Tensor, Tensor];
        return mul(dy, sub(mul(exp(logOfP), sum(targets, -1, true)), targets));
      },
    };
  })(u);

/**
 * What p is the softmax of. A linear head is read as logits. Sigmoids do not sum to one, so they are divided by their sum first (as Keras
 * does), and p = σ(z)/Σσ(z) is the softmax of log σ(z).
 */
const logitsOf: Record<Head, (z: Tensor) => Tensor> = {
  linear: (z) => z,
  softmax: (z) => z,
  sigmoid: (z) => logSigmoid(z),
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
    return div(surprise(logitsOf[head](logits), targets), batch);
  },
};
