/** How long a step of training takes, from when steps were reported. */
import type { RunControl } from '../model/training/run-control.js';

/** As many of the latest intervals as the median is taken of: it follows a machine that slows down. */
const most = 99;

export class Pace {
  #last: { step: number; at: number } | null = null;
  #intervals: number[] = [];

  /** `step` was done at `at` milliseconds; several may have passed since the one noted before. */
  note(step: number, at = performance.now()): void {
    if (this.#last && step > this.#last.step) {
      this.#intervals.push((at - this.#last.at) / (step - this.#last.step));
      if (this.#intervals.length > most) this.#intervals.shift();
    }
    this.#last = { step, at };
  }

  /** What happens until the next note is no training. */
  rest(): void {
    this.#last = null;
  }

  /** Intervals measured. */
  get count(): number {
    return this.#intervals.length;
  }

  /** The median in milliseconds, so that a pause of the garbage collector does not count; undefined before the first interval. */
  get msPerStep(): number | undefined {
    const sorted = this.#intervals.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  }
}

/** Intervals after which a run's pace is told; later it is told with every report. */
const known = 9;

/** The pace of a run under way: pauses and evaluations are no training. */
export class RunPace {
  readonly #pace = new Pace();
  readonly #control: Pick<RunControl, 'state'>;
  readonly #tell: (msPerStep: number) => void;
  #told = false;
  #reported = 0;

  constructor(control: Pick<RunControl, 'state'>, tell: (msPerStep: number) => void) {
    this.#control = control;
    this.#tell = tell;
  }

  onStep(step: number, at = performance.now()): void {
    if (this.#control.state === 'running') this.#pace.note(step, at);
    else this.#pace.rest();
    if (!this.#told && this.#pace.count >= known) this.#say(this.#pace.msPerStep as number);
  }

  /** A run that reports after every few steps leaves no interval between two of them: then its own seconds count. */
  onEpoch({ step, seconds }: { step: number; seconds: number }): void {
    this.#pace.rest();
    this.#say(this.#pace.msPerStep ?? (1000 * seconds) / (step - this.#reported));
    this.#reported = step;
  }

  #say(msPerStep: number): void {
    this.#told = true;
    this.#tell(msPerStep);
  }
}
