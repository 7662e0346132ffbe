/** Stochastic gradient descent: w ← w − ηg. */
import { mul, scalar, sub, type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import { learningRateOption, type Optimizer, type OptimizerMethod, type OptimizerState } from './optimizer.js';

class Sgd implements Optimizer {
  readonly #learningRate: Tensor;
  #step = 0;

  constructor(learningRate: number) {
    this.#learningRate = scalar(learningRate); // made once: it need not go to the device at every step
  }

  apply(variables: readonly Variable[], gradients: readonly (Tensor | undefined)[]): void {
    this.#step++;
    for (const [i, w] of variables.entries()) {
      const g = gradients[i];
      if (g) tidy(() => w.assign(sub(w, mul(this.#learningRate, g))));
    }
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
  create: ({ learningRate }) => new Sgd(learningRate),
};
