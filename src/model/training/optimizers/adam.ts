/** Adam: each weight has a step of its own, set by the mean and the size of its gradients (Kingma & Ba 2015, arXiv:1412.6980). */
import { add, div, mul, scalar, sqrt, square, sub, type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import type { OnePassUpdate } from './one-pass.js';
import { learningRateOption, type Optimizer, type OptimizerMethod, type OptimizerState } from './optimizer.js';
import type { UpdateRule } from './rule.js';
import { Slots } from './slots.js';

const beta1 = 0.9;
const beta2 = 0.999;
/** ε, as in PyTorch. The same on every backend: what TensorFlow.js offers (`backend().epsilon()`) is 1e-4 on any WebGL, of 32 bits too. */
const smallest = 1e-8;

/**
 * m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  m̂ = m/(1 − β₁ᵗ),  v̂ = v/(1 − β₂ᵗ),  w ← w − η·m̂/(√v̂ + ε).
 *
 * Kept are the sums M = m/(1 − β₁) and V = v/(1 − β₂): M ← β₁M + g and V ← β₂V + g². With s = √((1 − β₂ᵗ)/(1 − β₂)), √v̂ is √V/s,
 * so w ← w − η·s·(1 − β₁)/(1 − β₁ᵗ) · M/(√V + s·ε). The same numbers, with ten passes over the weights instead of fourteen.
 */
class Adam implements Optimizer {
  readonly #learningRate: number;
  readonly #onePass: OnePassUpdate | undefined;
  readonly #beta1 = scalar(beta1);
  readonly #beta2 = scalar(beta2);
  readonly #means = new Slots();
  readonly #squares = new Slots();
  #step = 0;

  constructor(learningRate: number, onePass?: OnePassUpdate) {
    this.#learningRate = learningRate;
    this.#onePass = onePass;
  }

  apply(variables: readonly Variable[], gradients: readonly (Tensor | undefined)[]): void {
    const rule = this.begin();
    tidy(() => {
      let scalars: [stepSize: Tensor, epsilon: Tensor] | undefined; // made once a step, and only where the backend leaves it to us
      for (const [i, w] of variables.entries()) {
        const g = gradients[i];
        if (!g) continue;
        const kept = this.kept(w);
        if (this.#onePass?.(rule, w, kept, g)) continue;
        const [m, v] = kept;
        scalars ??= [scalar(rule.rate), scalar(rule.epsilon)];
        const [stepSize, smallestRoot] = scalars;
        tidy(() => {
          m.assign(add(mul(this.#beta1, m), g));
          v.assign(add(mul(this.#beta2, v), square(g)));
          w.assign(sub(w, mul(stepSize, div(m, add(sqrt(v), smallestRoot)))));
        });
      }
    });
  }

  begin(): UpdateRule & { name: 'adam' } {
    this.#step++;
    const s = Math.sqrt((1 - beta2 ** this.#step) / (1 - beta2));
    const debias = (1 - beta1) / (1 - beta1 ** this.#step);
    return { name: 'adam', rate: this.#learningRate * s * debias, epsilon: s * smallest, beta1, beta2 };
  }

  kept(variable: Variable): [means: Variable, squares: Variable] {
    return [this.#means.of(variable), this.#squares.of(variable)];
  }

  async state(variables: readonly Variable[]): Promise<OptimizerState> {
    return { step: this.#step, slots: { mean: await this.#means.read(variables), square: await this.#squares.read(variables) } };
  }

  restore(variables: readonly Variable[], { step, slots }: OptimizerState): void {
    this.#step = step;
    this.#means.write(variables, slots.mean ?? []);
    this.#squares.write(variables, slots.square ?? []);
  }

  dispose(): void {
    for (const kept of [this.#beta1, this.#beta2, this.#means, this.#squares]) kept.dispose();
  }
}

export const adam: OptimizerMethod = {
  description: {
    name: 'adam',
    label: 'Adam',
    description: 'Gives every weight its own step size, from the mean and the spread of its gradients.',
    options: [learningRateOption(0.001)],
  },
  create: ({ learningRate, onePass }) => new Adam(learningRate, onePass),
};
