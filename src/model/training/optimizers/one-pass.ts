/** An update that a backend may make in one pass over the weights, in place. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { UpdateRule } from './rule.js';

/**
 * @param kept what the rule keeps beside the weights `w`, in its order
 * @returns whether it was done. Where it was not, the optimizer puts the same update together from TensorFlow.js's operations
 */
export type OnePassUpdate = (rule: UpdateRule, w: Variable, kept: readonly Variable[], gradient: Tensor) => boolean;
