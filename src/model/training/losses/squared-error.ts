/** Σ (a − t)²: the squared distance between answer and target, summed over the outputs (DECaLS course). */
import { div, squaredDifference, sum } from '@tensorflow/tfjs-core';
import { answers, type Loss } from './loss.js';

export const squaredError: Loss = {
  description: {
    name: 'squared-error',
    label: 'Squared error (sum)',
    description: 'The squared distance between the answers and the targets, added up over the outputs.',
    options: [],
  },
  value(logits, targets, head) {
    const batch = logits.shape[0] ?? 1;
    return div(sum(squaredDifference(answers[head](logits), targets)), batch);
  },
};
