/** Pause, resume, single step and stop of one run: a caller sets the state, the training loop waits for it in `gate`. */

type ControlState = 'running' | 'paused' | 'stopped';

export class RunControl {
  #state: ControlState = 'running';
  /** Updates granted while paused. */
  #granted = 0;
  #waiting: (() => void)[] = [];

  get state(): ControlState {
    return this.#state;
  }

  /** Holds after the update under way. */
  pause(): void {
    if (this.#state === 'running') this.#state = 'paused';
  }

  resume(): void {
    if (this.#state === 'paused') this.#change('running', 0);
  }

  /** One update, then holds. Each call grants one more. */
  step(): void {
    if (this.#state !== 'stopped') this.#change('paused', this.#granted + 1);
  }

  /** For good: a stopped run cannot be resumed. */
  stop(): void {
    this.#change('stopped', 0);
  }

  /** Waits while the run is paused. True: the loop may make an update; false: it shall end. */
  async gate(): Promise<boolean> {
    while (this.#state === 'paused' && this.#granted === 0) {
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
    if (this.#state === 'paused') this.#granted--;
    return this.#state !== 'stopped';
  }

  #change(state: ControlState, granted: number): void {
    this.#state = state;
    this.#granted = granted;
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
