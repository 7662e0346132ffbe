/**
 * Lets a call through at once, then at most one an animation frame: a hundred changes in a frame cost one update.
 * Each call has a task of its own: when a change concerns every element of a page, their updates together would hold it up too long.
 *
 * `session/frame.ts` gathers what has happened and tells it at the next frame; this one shows the first change without waiting for one.
 */

/** Hidden pages get no animation frames; after this many milliseconds the call is made without one. */
const patience = 250;

export class FramePace {
  readonly #call: () => void;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #task: ReturnType<typeof setTimeout> | undefined;
  #wanted = false;

  constructor(call: () => void) {
    this.#call = call;
  }

  /** Calls in the next task, or in the one after the frame in which the last call was made. */
  request(): void {
    if (this.#timer !== undefined) {
      this.#wanted = true;
      return;
    }
    this.#frame = requestAnimationFrame(this.#open);
    this.#timer = setTimeout(this.#open, patience);
    this.#task = setTimeout(this.#call);
  }

  /** Forgets a call that has not been made yet. */
  cancel(): void {
    clearTimeout(this.#task);
    this.#release();
  }

  #open = (): void => {
    const wanted = this.#wanted;
    this.#release();
    if (wanted) this.request();
  };

  #release(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted = false;
  }
}
