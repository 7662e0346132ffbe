/**
 * Which backend to use: one that was asked for by name, or the fastest of those that can be trusted. Until there is a network to
 * measure with, that is WASM: it is there at once, and no driver can hang it.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type BackendName, type Candidate, examineAll, type Looks, looks, onProcessor } from './candidates.js';
import { type Figures, findFastest, isOpen, type Result, type TimeSteps } from './fastest.js';
import { type BackendReport, reportsOf } from './report.js';
import { type Limits, letGo, limits, type Trial, tryOut } from './start.js';
import { wordsOf } from './time-limit.js';

export class Backends {
  readonly #limits: Limits;
  readonly #looks: Looks;
  readonly #trials = new Map<BackendName, Trial>();
  #candidates: readonly Candidate[] = [];

  constructor(settings: { limits?: Limits; looks?: Looks } = {}) {
    this.#limits = settings.limits ?? limits;
    this.#looks = settings.looks ?? looks;
  }

  /**
   * Starts a backend and makes it current. With `'auto'` one on the processor; with a name that one, in software too.
   * Rejects with an `Error` in plain words where it cannot be had, and then leaves the backend that was current in place.
   */
  async take(preference: 'auto' | BackendName): Promise<BackendName> {
    const before = tf.getBackend();
    if (this.#candidates.length === 0) this.#candidates = await examineAll(this.#looks);
    for (const { name } of this.#wanted(preference)) {
      const trial = await tryOut(name, this.#limits);
      this.#trials.set(name, trial);
      if (trial.trustworthy) return name;
    }
    if (before) await tf.setBackend(before);
    throw new Error(`No backend to compute with. ${this.#refusals(preference)}`);
  }

  /** Processors before graphics processors, which are left where nothing else works. */
  #wanted(preference: 'auto' | BackendName): readonly Candidate[] {
    if (preference !== 'auto') return this.#candidates.filter(({ name, available }) => name === preference && available);
    const able = this.#candidates.filter(({ name, preferred }) => preferred && !this.lost.includes(name));
    return [...able.filter(({ name }) => onProcessor(name)), ...able.filter(({ name }) => !onProcessor(name))];
  }

  #refusals(preference: 'auto' | BackendName): string {
    return this.#candidates
      .filter(({ name }) => preference === 'auto' || name === preference)
      .map(({ name, words }) => [`${name}: ${words}`, this.#trials.get(name)?.why].filter(Boolean).join(' '))
      .join(' ');
  }

  /** Whether measuring could find anything faster than what `take('auto')` gives. */
  get isOpen(): boolean {
    return isOpen(this.#candidates, this.#trials);
  }

  /** Names the machine: its adapters, and what else decides how fast each backend is. */
  get machine(): string {
    return this.#candidates
      .map(({ name, words }) => [`${name}: ${words}`, onProcessor(name) && this.#trials.get(name)?.why].filter(Boolean).join(' '))
      .join(' ');
  }

  /** Measures who is fastest; see `findFastest`. Afterwards the backend that was current is current again. */
  async findFastest(timeSteps: TimeSteps, entering: (name: BackendName) => void): Promise<Result | null> {
    const before = tf.getBackend();
    try {
      return await findFastest({ candidates: this.#candidates, trials: this.#trials, limits: this.#limits, timeSteps, entering });
    } finally {
      await tf.setBackend(before);
    }
  }

  /** Notes that `name` lost its device while it computed: from now on it is taken only when it is asked for by name. */
  lose(name: BackendName, reason: Error): void {
    this.#trials.set(name, { started: true, trustworthy: false, lost: true, why: `It failed while it computed: ${wordsOf(reason)}.` });
  }

  /** Who lost its device, and has not been started anew since. */
  get lost(): BackendName[] {
    return [...this.#trials].flatMap(([name, { lost }]) => (lost ? [name] : []));
  }

  /** Who failed, and why: what `recall` takes on another day. */
  get failures(): [BackendName, Trial][] {
    return [...this.#trials].filter(([, { trustworthy, lost }]) => !trustworthy && !lost);
  }

  /** Takes over failures of an earlier day on the same machine, so that who hung then is not waited for again. */
  recall(failures: readonly (readonly [BackendName, Trial])[]): void {
    for (const [name, trial] of failures) if (!this.#trials.has(name)) this.#trials.set(name, trial);
  }

  /** Frees what graphics processors other than the current one hold. Call when no tensor is left on them. */
  tidy(): void {
    for (const { name } of this.#candidates) if (!onProcessor(name) && name !== tf.getBackend()) letGo(name);
  }

  /** A report on each, with the figures of the network that was trained last. */
  reports(current: BackendName, byName: boolean, figures: Figures): BackendReport[] {
    return reportsOf({ candidates: this.#candidates, trials: this.#trials, current, byName, figures });
  }
}

/** Starts a backend and reports on all of them; see `Backends.take`. */
export async function startBackend(
  preference: 'auto' | BackendName,
  settings?: { limits?: Limits; looks?: Looks },
): Promise<{ backend: BackendName; reports: BackendReport[] }> {
  const backends = new Backends(settings);
  const backend = await backends.take(preference);
  return { backend, reports: backends.reports(backend, preference !== 'auto', {}) };
}
