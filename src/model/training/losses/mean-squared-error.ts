/** Mean of (a − t)² over outputs and batch: the usual loss of a regression. */
import { mean, squaredDifference } from '@tensorflow/tfjs-core';
import { answers } from './answers.js';
import { lossOf } from './loss.js';
import { slopesOfSquares } from './squared-error.js';

export const meanSquaredError = lossOf(
  {
    name: 'mean-squared-error',
    label: 'Mean squared error',
    description: 'The squared distance between the answers and the targets, averaged over the outputs.',
    options: [],
  },
  (logits, targets, head) => mean(squaredDifference(answers[head](logits), targets)),
  (logits, targets, head) => slopesOfSquares(logits, targets, head, logits.size),
);
