/** Mean of (a − t)² over outputs and batch: the usual loss of a regression. */
import { mean, mul, squaredDifference, sub } from '@tensorflow/tfjs-core';
import { answers, throughHead } from './answers.js';
import { lossOf } from './loss.js';

export const meanSquaredError = lossOf(
  {
    name: 'mean-squared-error',
    label: 'Mean squared error',
    description: 'The squared distance between the answers and the targets, averaged over the outputs.',
    options: [],
  },
  (logits, targets, head) => mean(squaredDifference(answers[head](logits), targets)),
  (logits, targets, head) => {
    const a = answers[head](logits);
    return throughHead[head](a, mul(sub(a, targets), 2 / logits.size));
  },
);
