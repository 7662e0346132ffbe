/** Σ −t·log a − (1 − t)·log(1 − a): each output is a yes-or-no question of its own (PHYS 246). */
import { add, clipByValue, div, log, mul, neg, softplus, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { Head } from '../learner.js';
import { answers, type Loss } from './loss.js';

/**
 * With a = σ(z) the sum is softplus(z) − t·z, where softplus(z) = log(1 + eᶻ): exact for any z, with no logarithm of zero.
 * A linear head is read as such a z.
 */
function fromLogits(z: Tensor, t: Tensor): Tensor {
  return sub(softplus(z), mul(t, z));
}

/** The smallest distance from 0 and 1, as in Keras. One number for every backend, or the same network would learn differently. */
export const margin = 1e-7;

/** The definition itself, for a softmax head; as in Keras, a is kept a little away from 0 and 1, where a logarithm is infinite. */
function fromAnswers(z: Tensor, t: Tensor): Tensor {
  const a = clipByValue(answers.softmax(z), margin, 1 - margin);
  return neg(add(mul(t, log(a)), mul(sub(1, t), log(sub(1, a)))));
}

const elements: Record<Head, (z: Tensor, t: Tensor) => Tensor> = { linear: fromLogits, sigmoid: fromLogits, softmax: fromAnswers };

export const binaryCrossEntropy: Loss = {
  description: {
    name: 'binary-cross-entropy',
    label: 'Binary cross-entropy',
    description: 'Asks of every class "is it this one?" and adds up the surprise at each answer.',
    options: [],
  },
  value(logits, targets, head) {
    const batch = logits.shape[0] ?? 1;
    return div(sum(elements[head](logits, targets)), batch);
  },
};
