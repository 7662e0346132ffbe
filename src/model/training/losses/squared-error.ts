/** Σ (a − t)²: the squared distance between answer and target, summed over the outputs (DECaLS course). */
import { div, mul, squaredDifference, sub, sum } from '@tensorflow/tfjs-core';
import { answers, throughHead } from './answers.js';
import { lossOf } from './loss.js';

export const squaredError = lossOf(
  {
    name: 'squared-error',
    label: 'Squared error (sum)',
    description: 'The squared distance between the answers and the targets, added up over the outputs.',
    options: [],
  },
  (logits, targets, head) => div(sum(squaredDifference(answers[head](logits), targets)), logits.shape[0] ?? 1),
  (logits, targets, head) => {
    const a = answers[head](logits);
    return throughHead[head](a, mul(sub(a, targets), 2 / (logits.shape[0] ?? 1)));
  },
);
