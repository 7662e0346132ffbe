/** Gradient descent with momentum: v ← βv + g, w ← w − ηv (Polyak 1964; as in PyTorch's SGD). */
import { add, mul, scalar, sub, type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import type { OnePassUpdate } from './one-pass.js';
import {
  defaultMomentum,
  learningRateOption,
  momentumOption,
  type Optimizer,
  type OptimizerMethod,
  type OptimizerState,
} from './optimizer.js';
import type { UpdateRule } from './rule.js';
import { Slots } from './slots.js';

export class Momentum implements Optimizer {
  readonly #rule: UpdateRule;
  readonly #learningRate: Tensor;
  readonly #beta: Tensor;
  readonly #onePass: OnePassUpdate | undefined;
  readonly #velocities = new Slots();
  #step = 0;

  constructor(learningRate: number, beta: number, onePass?: OnePassUpdate) {
    this.#rule = { name: 'momentum', rate: learningRate, beta };
    this.#onePass = onePass;
    this.#learningRate = scalar(learningRate);
    this.#beta = scalar(beta);
  }

  apply(variables: readonly Variable[], gradients: readonly (Tensor | undefined)[]): void {
    const rule = this.begin();
    for (const [i, w] of variables.entries()) {
      const g = gradients[i];
      if (!g) continue;
      const v = this.#velocities.of(w);
      if (this.#onePass?.(rule, w, [v], g)) continue;
      tidy(() => {
        v.assign(add(mul(this.#beta, v), g));
        w.assign(sub(w, mul(this.#learningRate, v)));
      });
    }
  }

  begin(): UpdateRule {
    this.#step++;
    return this.#rule;
  }

  kept(variable: Variable): Variable[] {
    return [this.#velocities.of(variable)];
  }

  async state(variables: readonly Variable[]): Promise<OptimizerState> {
    return { step: this.#step, slots: { velocity: await this.#velocities.read(variables) } };
  }

  restore(variables: readonly Variable[], { step, slots }: OptimizerState): void {
    this.#step = step;
    this.#velocities.write(variables, slots.velocity ?? []);
  }

  dispose(): void {
    this.#learningRate.dispose();
    this.#beta.dispose();
    this.#velocities.dispose();
  }
}

export const momentum: OptimizerMethod = {
  description: {
    name: 'momentum',
    label: 'Momentum',
    description: 'Gathers speed like a ball that rolls downhill, and so is not stopped by every small bump.',
    options: [learningRateOption(0.01), momentumOption],
  },
  create: ({ learningRate, momentum: beta = defaultMomentum, onePass }) => new Momentum(learningRate, beta, onePass),
};
