/** The contract of every optimizer: how the weights w follow from their gradients g. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { MethodDescription, OptionDescription } from '../../../contract/catalogue.js';
import type { OptimizerName } from '../../../contract/training.js';
import type { OnePassUpdate } from './one-pass.js';
import type { UpdateRule } from './rule.js';

export interface Optimizer {
  /**
   * One update, in place. `gradients[i]` belongs to `variables[i]` and stays the caller's; it is undefined where the loss does not
   * depend on that variable, which then stays as it is.
   */
  apply(variables: readonly Variable[], gradients: readonly (Tensor | undefined)[]): void;
  /** Begins one more update, for who makes it without gradients in tensors: the rule, with the numbers of this update. `apply` begins its own. */
  begin(): UpdateRule;
  /** What the rule keeps beside `variable`, in the order in which it is written there. It stays the optimizer's. */
  kept(variable: Variable): Variable[];
  /** What it remembers between updates, copied from the device: arrays in the order of `variables`. */
  state(variables: readonly Variable[]): Promise<OptimizerState>;
  /** Goes on from such a state. */
  restore(variables: readonly Variable[], state: OptimizerState): void;
  dispose(): void;
}

export interface OptimizerState {
  /** Updates made so far. */
  step: number;
  /** One array a variable, by what it is: `velocity`, … */
  slots: Record<string, Float32Array[]>;
}

interface OptimizerSettings {
  learningRate: number;
  /** β, default 0.9. */
  momentum?: number;
  /** The backend's own update, where it has one. */
  onePass?: OnePassUpdate;
}

/** An optimizer as the catalogue lists it; its options are named as in `TrainOptions`. */
export interface OptimizerMethod {
  readonly description: MethodDescription<OptimizerName>;
  create(settings: OptimizerSettings): Optimizer;
}

export const defaultMomentum = 0.9;

/** The option every optimizer has, with the rate that suits it. */
export function learningRateOption(suited: number): OptionDescription {
  return {
    name: 'learningRate',
    label: 'Learning rate',
    description: 'How far each update follows the gradient: too small learns slowly, too large overshoots.',
    kind: 'number',
    default: suited,
    min: 1e-5,
    max: 10,
    step: 1e-5,
    logarithmic: true,
  };
}

export const momentumOption: OptionDescription = {
  name: 'momentum',
  label: 'Momentum β',
  description: 'How much of its velocity an update keeps: 0 forgets at once, 0.9 remembers about ten updates.',
  kind: 'number',
  default: defaultMomentum,
  min: 0,
  max: 0.99,
  step: 0.01,
};
