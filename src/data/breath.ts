/**
 * Lets a worker hear its messages in the midst of long work: questions, a wish to pause or to stop.
 * A message to oneself, not a timer or an animation frame: browsers stretch nested timers to 4 ms and, in hidden pages, to a second.
 */

/** Resolves when everything that already waits has had its turn. */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Says when it is time for the next yield. */
export class Breath {
  readonly #milliseconds: number;
  #last = performance.now();

  /** Work may go on for `milliseconds` between two yields. */
  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** Whether it is time to take one. Cheap: asked in hot loops. */
  get due(): boolean {
    return performance.now() - this.#last >= this.#milliseconds;
  }

  /** Yields, and starts counting again. */
  async take(): Promise<void> {
    await yieldToEvents();
    this.#last = performance.now();
  }
}
