/** Time spent training: stands still while the run is paused or evaluated. */
export class Stopwatch {
  #seconds = 0;
  #since: number | null = null;

  start(): void {
    this.#since ??= performance.now();
  }

  stop(): void {
    if (this.#since === null) return;
    this.#seconds += (performance.now() - this.#since) / 1000;
    this.#since = null;
  }

  /** Seconds measured since the last lap. */
  lap(): number {
    this.stop();
    const seconds = this.#seconds;
    this.#seconds = 0;
    return seconds;
  }
}
