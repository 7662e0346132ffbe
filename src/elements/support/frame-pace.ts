/** Lets a call through at once, then at most one an animation frame: a hundred changes in a frame cost one update. */

/** Hidden pages get no animation frames; after this many milliseconds the call is made without one. */
const patience = 250;

export class FramePace {
  readonly #call: () => void;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted = false;

  constructor(call: () => void) {
    this.#call = call;
  }

  /** Calls now, or at the end of the frame in which the last call was made. */
  request(): void {
    if (this.#timer !== undefined) {
      this.#wanted = true;
      return;
    }
    this.#hold();
    this.#call();
  }

  /** Forgets a call that has not been made yet. */
  cancel(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted = false;
  }

  #hold(): void {
    this.#frame = requestAnimationFrame(this.#open);
    this.#timer = setTimeout(this.#open, patience);
  }

  #open = (): void => {
    const wanted = this.#wanted;
    this.cancel();
    if (wanted) this.request();
  };
}
