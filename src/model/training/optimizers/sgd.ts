/** Stochastic gradient descent: w ← w − ηg. */
import { mul, scalar, sub, type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import type { OnePassUpdate } from './one-pass.js';
import { learningRateOption, type Optimizer, type OptimizerMethod, type OptimizerState } from './optimizer.js';
import type { UpdateRule } from './rule.js';

class Sgd implements Optimizer {
  readonly #rate: number;
  readonly #learningRate: Tensor;
  readonly #onePass: OnePassUpdate | undefined;
  #step = 0;

  constructor(learningRate: number, onePass?: OnePassUpdate) {
    this.#rate = learningRate;
    this.#learningRate = scalar(learningRate); // made once: it need not go to the device at every step
    this.#onePass = onePass;
  }

  apply(variables: readonly Variable[], gradients: readonly (Tensor | undefined)[]): void {
    const rule = this.begin();
    for (const [i, w] of variables.entries()) {
      const g = gradients[i];
      if (!g || this.#onePass?.(rule, w, [], g)) continue;
      tidy(() => w.assign(sub(w, mul(this.#learningRate, g))));
    }
  }

  begin(): UpdateRule {
    this.#step++;
    return { name: 'sgd', rate: this.#rate };
  }

  kept(): Variable[] {
    return [];
  }

  async state(): Promise<OptimizerState> {
    return { step: this.#step, slots: {} };
  }

  restore(_variables: readonly Variable[], { step }: OptimizerState): void {
    this.#step = step;
  }

  dispose(): void {
    this.#learningRate.dispose();
  }
}

export const sgd: OptimizerMethod = {
  description: {
    name: 'sgd',
    label: 'Gradient descent',
    description: 'Steps straight down the slope that the batch shows.',
    options: [learningRateOption(0.01)],
  },
  create: ({ learningRate, onePass }) => new Sgd(learningRate, onePass),
};
