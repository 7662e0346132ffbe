/** Reads that keep up with a changing session: one at a time, the newest wish next, answers nobody waits for any more dropped. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Wish<T> {
  subject: string;
  version: unknown;
  fetch: () => Promise<T>;
}

/**
 * The latest value of something that is read asynchronously, for a host that says in each update what it wants to show.
 *
 * A *subject* is what the value is of ("conv1 of sample 7 in main"), a *version* which state of it (the session's `weightsVersion`).
 * An answer for another subject is dropped. An answer for an earlier version is shown, because a network that trains is always
 * one step ahead, and the next read follows at once. So live viewing runs as fast as the engine answers, and never queues up.
 */
export class Latest<T> implements ReactiveController {
  /** The last answer; stays while the next is on its way. Undefined before the first. */
  value: T | undefined;
  /** What the last read failed with, in words; null when it did not. */
  error: string | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #every: number;
  #wanted: Wish<T> | null = null;
  #asked: Wish<T> | null = null;
  #valueOf: string | null = null;
  #inFlight = false;
  #connected = false;
  #started = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `every`: least milliseconds between two reads of the same subject. */
  constructor(host: ReactiveControllerHost, { every = 0 } = {}) {
    this.#host = host;
    this.#every = every;
    host.addController(this);
  }

  /** Whether `value` is of the subject wanted now (perhaps of an earlier version). */
  get fits(): boolean {
    return this.#wanted !== null && this.#valueOf === this.#wanted.subject;
  }

  /** Whether an answer is awaited. */
  get busy(): boolean {
    return this.#inFlight || this.#timer !== undefined;
  }

  /** Says what is wanted; reads it where that has changed. Call it in `willUpdate`. A null subject wants nothing and forgets. */
  want(subject: string | null, version: unknown, fetch: () => Promise<T>): void {
    if (subject === null) {
      this.#forget();
      return;
    }
    if (!this.#connected) return; // an update that was under way when the host left
    this.#wanted = { subject, version, fetch };
    this.#next();
  }

  /** Reads again what is wanted, for a "Try again" button. */
  retry(): void {
    this.#asked = null;
    this.#next();
  }

  /** Back in a document: what was forgotten on leaving is wanted again. */
  hostConnected(): void {
    this.#connected = true;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#drop();
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted = null;
    this.#asked = null;
  }

  #forget(): void {
    this.#drop();
    this.value = undefined;
    this.error = null;
    this.#valueOf = null;
  }

  #next(): void {
    const wish = this.#wanted;
    if (!wish || this.#inFlight) return;
    const same = this.#asked?.subject === wish.subject;
    if (same && Object.is(this.#asked?.version, wish.version)) return;
    const wait = same ? this.#started + this.#every - performance.now() : 0;
    if (wait > 0) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#next();
      }, wait);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#read(wish);
  }

  async #read(wish: Wish<T>): Promise<void> {
    this.#asked = wish;
    this.#inFlight = true;
    this.#started = performance.now();
    try {
      this.#settle(wish, await wish.fetch(), null);
    } catch (error) {
      this.#settle(wish, undefined, error instanceof Error ? error.message : String(error));
    }
    this.#inFlight = false;
    this.#next();
  }

  #settle(wish: Wish<T>, value: T | undefined, error: string | null): void {
    if (this.#wanted?.subject !== wish.subject) return;
    this.error = error;
    if (error === null) {
      this.value = value;
      this.#valueOf = wish.subject;
    }
    this.#host.requestUpdate();
  }
}
