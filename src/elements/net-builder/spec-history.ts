/** Undo and redo over specs and presets. */
import type { NetworkSpec } from '../../contract/network.js';

/** More steps back than anybody takes. */
const longest = 100;

export class SpecHistory {
  #past: NetworkSpec[] = [];
  #future: NetworkSpec[] = [];

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** `before` is about to be replaced by something new. */
  record(before: NetworkSpec): void {
    this.#past = [...this.#past, before].slice(-longest);
    this.#future = [];
  }

  /** The spec before, `now` becoming what redo returns to. */
  undo(now: NetworkSpec): NetworkSpec | undefined {
    const before = this.#past.pop();
    if (before) this.#future.push(now);
    return before;
  }

  redo(now: NetworkSpec): NetworkSpec | undefined {
    const after = this.#future.pop();
    if (after) this.#past.push(now);
    return after;
  }
}
