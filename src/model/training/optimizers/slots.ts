/** What an optimizer remembers of each variable: a tensor of the variable's shape, zero at first. */
import { tensor, tidy, type Variable, variable, zerosLike } from '@tensorflow/tfjs-core';

/**
 * Kept by the variable itself and never by its position: freezing a layer takes variables out of the middle of the list,
 * and what was remembered must stay with its owner.
 */
export class Slots {
  readonly #slots = new Map<Variable, Variable>();

  of(owner: Variable): Variable {
    const known = this.#slots.get(owner);
    if (known) return known;
    const slot = tidy(() => variable(zerosLike(owner), false));
    this.#slots.set(owner, slot);
    return slot;
  }

  /** Copies from the device, in the order of `owners`. */
  read(owners: readonly Variable[]): Promise<Float32Array[]> {
    return Promise.all(owners.map(async (owner) => Float32Array.from(await this.of(owner).data())));
  }

  write(owners: readonly Variable[], values: readonly Float32Array[]): void {
    for (const [i, owner] of owners.entries()) {
      const array = values[i];
      if (array) tidy(() => this.of(owner).assign(tensor(Float32Array.from(array), owner.shape)));
    }
  }

  dispose(): void {
    for (const slot of this.#slots.values()) slot.dispose();
    this.#slots.clear();
  }
}
