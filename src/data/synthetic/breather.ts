/** Lets a worker answer its messages in the midst of long work. */

/**
 * Gives the event loop a turn whenever `milliseconds` have passed since the last one. A message channel, not a timer: browsers
 * stretch nested timers to 4 ms and, in hidden pages, to a second.
 */
export class Breather {
  readonly #channel = new MessageChannel();
  readonly #milliseconds: number;
  #last = performance.now();

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** Whether it is time for `breathe`. */
  get due(): boolean {
    return performance.now() - this.#last > this.#milliseconds;
  }

  async breathe(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#channel.port1.onmessage = () => resolve();
      this.#channel.port2.postMessage(null);
    });
    this.#last = performance.now();
  }

  close(): void {
    this.#channel.port1.close();
    this.#channel.port2.close();
  }
}
