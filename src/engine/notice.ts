/** Tells the reader what is waited for, if the wait is long enough to be noticed. */

/** Milliseconds after which words help; what is over sooner would only flicker. */
const noticeable = 500;

export class Notice<T> {
  readonly #tell: (what: T | null) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #what: T | null = null;
  #told = false;

  /** @param tell hears what is waited for, and null when it is over */
  constructor(tell: (what: T | null) => void) {
    this.#tell = tell;
  }

  change(what: T): void {
    this.#what = what;
    if (this.#told) this.#tell(what);
    this.#timer ??= setTimeout(() => {
      this.#told = true;
      this.#tell(this.#what);
    }, noticeable);
  }

  end(): void {
    clearTimeout(this.#timer);
    if (this.#told) this.#tell(null);
  }
}
