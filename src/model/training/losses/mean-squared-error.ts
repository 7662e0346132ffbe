/** Mean of (a − t)² over outputs and batch: the usual loss of a regression. */
import { mean, squaredDifference } from '@tensorflow/tfjs-core';
import { answers, type Loss } from './loss.js';

export const meanSquaredError: Loss = {
  description: {
    name: 'mean-squared-error',
    label: 'Mean squared error',
    description: 'The squared distance between the answers and the targets, averaged over the outputs.',
    options: [],
  },
  value(logits, targets, head) {
    return mean(squaredDifference(answers[head](logits), targets));
  },
};
