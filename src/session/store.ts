/** One frozen state and those who watch it. */

/** Freezes plain objects and arrays to the bottom; typed arrays and errors stay as they are. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}

export class Store<State extends object> {
  #state: State;
  readonly #listeners = new Set<(state: State) => void>();

  constructor(state: State) {
    this.#state = deepFreeze(state);
  }

  get state(): State {
    return this.#state;
  }

  /** Replaces the state by one with `changes`, and says so to every listener. */
  change(changes: Partial<State>): void {
    this.#state = deepFreeze({ ...this.#state, ...changes });
    for (const listener of [...this.#listeners]) this.#call(listener);
  }

  /** A listener that throws is its own page's affair: the others, and the session, go on. */
  #call(listener: (state: State) => void): void {
    try {
      listener(this.#state);
    } catch (error) {
      reportError(error);
    }
  }

  /** Calls `listener` at once and after every change; the answer undoes it. */
  subscribe(listener: (state: State) => void): () => void {
    this.#listeners.add(listener);
    this.#call(listener);
    return () => this.#listeners.delete(listener);
  }
}
