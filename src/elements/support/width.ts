/** The host's own width, for what container queries cannot decide: how many pictures make a page. */
import type { LitElement, ReactiveController } from 'lit';

export class Width implements ReactiveController {
  /** Steps of the width, in CSS pixels; the host updates only when it enters another. */
  readonly #step: number;
  readonly #host: LitElement;
  #observer: ResizeObserver | undefined;
  #steps = 0;

  constructor(host: LitElement, step: number) {
    this.#host = host;
    this.#step = step;
    host.addController(this);
  }

  /** How many steps fit side by side, at least one. */
  get columns(): number {
    return Math.max(1, this.#steps);
  }

  hostConnected(): void {
    this.#observer = new ResizeObserver(([entry]) => this.#measure(entry?.contentRect.width ?? 0));
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  #measure(width: number): void {
    const steps = Math.floor(width / this.#step);
    if (steps === this.#steps) return;
    this.#steps = steps;
    // Not within the observer's own turn: a new layout there would be reported as a loop.
    requestAnimationFrame(() => this.#host.requestUpdate());
  }
}
