/** A run as the page holds it: a hand on the engine's training loop, and the reports it has sent. */
import type { RunAction } from '../contract/events.js';
import type { PlaygroundError } from '../contract/playground-error.js';
import type { Run } from '../contract/session.js';
import type { EpochReport, RunEnd } from '../contract/training.js';

export class PageRun implements Run {
  readonly id: string;
  readonly finished: Promise<RunEnd>;
  readonly #steer: (action: RunAction) => void;
  readonly #reports: EpochReport[] = [];
  #ended = false;
  #wake: (() => void)[] = [];
  #resolve!: (end: RunEnd) => void;
  #reject!: (error: PlaygroundError) => void;

  constructor(id: string, steer: (action: RunAction) => void) {
    this.id = id;
    this.#steer = steer;
    this.finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.finished.catch(() => undefined); // the session has told the error; a page that does not wait for the run is no fault
  }

  pause(): void {
    this.#steer('pause');
  }
  resume(): void {
    this.#steer('resume');
  }
  step(): void {
    this.#steer('step');
  }
  stop(): void {
    this.#steer('stop');
  }

  get history(): readonly EpochReport[] {
    return this.#reports;
  }

  report(report: EpochReport): void {
    this.#reports.push(report);
    this.#wakeReaders();
  }

  end(end: RunEnd): void {
    this.#ended = true;
    this.#resolve(end);
    this.#wakeReaders();
  }

  fail(error: PlaygroundError): void {
    this.#ended = true;
    this.#reject(error);
    this.#wakeReaders();
  }

  /** Each reader sees every report from the first; leaving the loop leaves the run alone. */
  async *[Symbol.asyncIterator](): AsyncGenerator<EpochReport> {
    for (let next = 0; ; next++) {
      while (next >= this.#reports.length && !this.#ended) await new Promise<void>((wake) => this.#wake.push(wake));
      const report = this.#reports[next];
      if (!report) break;
      yield report;
    }
    await this.finished;
  }

  #wakeReaders(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}
