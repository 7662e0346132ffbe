/** Estimates what is left of a run from the fraction done and the time it was really running: pauses do not count. */
import type { RunSnapshot } from '../../contract/snapshot.js';

export class TimeLeft {
  #run = '';
  #seen = 0;
  #active = 0;
  #startFraction = 0;
  #counting = false;

  /** Seconds left, or null while it is too early to tell. `now` in milliseconds. */
  update(run: RunSnapshot, now: number): number | null {
    const fraction = run.step?.fraction ?? 0;
    if (run.id !== this.#run) {
      this.#run = run.id;
      this.#active = 0;
      this.#startFraction = fraction;
    } else if (this.#counting) {
      this.#active += now - this.#seen;
    }
    this.#seen = now;
    this.#counting = run.state === 'running' && !run.measuring;
    const done = fraction - this.#startFraction;
    if (this.#active < 500 || done <= 0) return null;
    return (this.#active / 1000 / done) * (1 - fraction);
  }
}
