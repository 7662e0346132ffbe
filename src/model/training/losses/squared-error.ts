/** Σ (a − t)²: the squared distance between answer and target, summed over the outputs (DECaLS course). */
import { div, mul, squaredDifference, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { Head } from '../learner.js';
import { answers, throughHead } from './answers.js';
import { lossOf } from './loss.js';

/** ∂/∂z of Σ (a − t)² / count. */
export function slopesOfSquares(z: Tensor, t: Tensor, head: Head, count: number): Tensor {
  const a = answers[head](z);
  return throughHead[head](a, mul(sub(a, t), 2 / count));
}

export const squaredError = lossOf(
  {
    name: 'squared-error',
    label: 'Squared error (sum)',
    description: 'The squared distance between the answers and the targets, added up over the outputs.',
    options: [],
  },
  (logits, targets, head) => div(sum(squaredDifference(answers[head](logits), targets)), logits.shape[0] ?? 1),
  (logits, targets, head) => slopesOfSquares(logits, targets, head, logits.shape[0] ?? 1),
);
