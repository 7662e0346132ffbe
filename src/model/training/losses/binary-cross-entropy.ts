/** Σ −t·log a − (1 − t)·log(1 − a): each output is a yes-or-no question of its own (PHYS 246). */
import {
  add,
  clipByValue,
  div,
  equal,
  log,
  mul,
  neg,
  sigmoid,
  softplus,
  sub,
  sum,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Head } from '../learner.js';
import { answers, throughHead } from './answers.js';
import { lossOf } from './loss.js';

/**
 * With a = σ(z) the sum is softplus(z) − t·z, where softplus(z) = log(1 + eᶻ): exact for any z, with no logarithm of zero.
 * A linear head is read as such a z.
 */
function fromLogits(z: Tensor, t: Tensor): Tensor {
  return sub(softplus(z), mul(t, z));
}

/** The smallest distance from 0 and 1, as in Keras. One number for every backend, or the same network would learn differently. */
export const margin = 1e-7;

const clipped = (a: Tensor): Tensor => clipByValue(a, margin, 1 - margin);

/** The definition itself, for a softmax head; as in Keras, a is kept a little away from 0 and 1, where a logarithm is infinite. */
function fromAnswers(z: Tensor, t: Tensor): Tensor {
  const a = clipped(answers.softmax(z));
  return neg(add(mul(t, log(a)), mul(sub(1, t), log(sub(1, a)))));
}

/** Beyond the margin the definition is level. */
function slopesOfAnswers(z: Tensor, t: Tensor): Tensor {
  const a = answers.softmax(z);
  const c = clipped(a);
  const slopes = sub(div(sub(1, t), sub(1, c)), div(t, c));
  return throughHead.softmax(a, where(equal(a, c), slopes, zerosLike(slopes)));
}

const elements: Record<Head, (z: Tensor, t: Tensor) => Tensor> = { linear: fromLogits, sigmoid: fromLogits, softmax: fromAnswers };

export const binaryCrossEntropy = lossOf(
  {
    name: 'binary-cross-entropy',
    label: 'Binary cross-entropy',
    description: 'Asks of every class "is it this one?" and adds up the surprise at each answer.',
    options: [],
  },
  (logits, targets, head) => div(sum(elements[head](logits, targets)), logits.shape[0] ?? 1),
  (logits, targets, head) => {
    const slopes = head === 'softmax' ? slopesOfAnswers(logits, targets) : sub(sigmoid(logits), targets);
    return mul(slopes, 1 / (logits.shape[0] ?? 1));
  },
);
