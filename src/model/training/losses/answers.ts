/** The network's answers: its logits after the last activation; and the way back through it. All are [batch, classes]. */
import { mul, sigmoid, softmax, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { Head } from '../learner.js';

export const answers: Record<Head, (logits: Tensor) => Tensor> = {
  linear: (logits) => logits,
  softmax: (logits) => softmax(logits),
  sigmoid: (logits) => sigmoid(logits),
};

/** The slopes for the logits, from those for the answers `a`. */
export const throughHead: Record<Head, (a: Tensor, slopes: Tensor) => Tensor> = {
  linear: (_, slopes) => slopes,
  softmax: (a, slopes) => mul(a, sub(slopes, sum(mul(a, slopes), -1, true))),
  sigmoid: (a, slopes) => mul(slopes, mul(a, sub(1, a))),
};
