/** The weight arrays of one layer, by Keras's names. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayerWeights } from './layers/kind.js';

export class Variables implements LayerWeights {
  readonly #byName: ReadonlyMap<string, Variable>;
  /** The arrays an optimizer changes: all but moving averages. */
  readonly learned: readonly Variable[];

  constructor(byName: ReadonlyMap<string, Variable>, learned: readonly Variable[]) {
    this.#byName = byName;
    this.learned = learned;
  }

  get all(): [name: string, variable: Variable][] {
    return [...this.#byName];
  }

  variable(name: string): Variable | undefined {
    return this.#byName.get(name);
  }

  find(name: string): Tensor | undefined {
    return this.#byName.get(name);
  }

  get(name: string): Tensor {
    const variable = this.#byName.get(name);
    if (!variable) throw new RangeError(`the layer has no weights "${name}"`);
    return variable;
  }

  assign(name: string, values: Tensor): void {
    this.#byName.get(name)?.assign(values);
  }
}
