/** Which backend was fastest for which network on this machine, in memory and from page to page. */
import type { BackendName } from '../backend/candidates.js';
import type { Result } from '../backend/fastest.js';
import type { Trial } from '../backend/start.js';
import type { NetworkSpec } from '../contract/network.js';
import type { Keepsake } from './keepsake.js';

/** As many networks as are remembered, the latest measured ones. */
const most = 32;
/** Drivers and browsers are renewed: after a month all is measured again. */
const lifetime = 30 * 24 * 3600_000; // milliseconds

type Failures = readonly (readonly [BackendName, Trial])[];

/** What is kept. Another machine (adapters, threads) or another version of the playground begins anew. */
export interface Kept {
  machine: string;
  /** Milliseconds since 1970. */
  since: number;
  failures: Failures;
  /** Results by what they are of, oldest first. */
  results: [string, Result][];
}

/** What decides how long a step takes: the layers, whatever their names, the input, and the batch. */
export function shapeOf({ inputShape, layers }: NetworkSpec, batchSize: number): string {
  const shapes = layers.map((layer) => ({ ...layer, name: undefined }));
  return JSON.stringify({ inputShape, batchSize, layers: shapes });
}

export class Choices {
  readonly #keepsake: Keepsake<Kept>;
  #machine: string | null = null;
  #since = Date.now();
  #results = new Map<string, Result>();

  constructor(keepsake: Keepsake<Kept>) {
    this.#keepsake = keepsake;
  }

  /** Reads, the first time, what was kept on this machine. @returns who failed there */
  async open(machine: string): Promise<Failures> {
    if (this.#machine !== null) return [];
    this.#machine = `${__VERSION__} ${machine}`;
    const kept = await this.#keepsake.load();
    if (kept?.machine !== this.#machine || !(Date.now() - kept.since < lifetime)) return [];
    this.#since = kept.since;
    this.#results = new Map(kept.results);
    return kept.failures;
  }

  get(shape: string): Result | undefined {
    return this.#results.get(shape);
  }

  /** Remembers a result; the oldest makes room. Where `lasting` is false, later pages are not told. */
  async set(shape: string, result: Result, failures: Failures, lasting = true): Promise<void> {
    this.#results.delete(shape);
    this.#results.set(shape, result);
    if (this.#machine === null || !lasting) return;
    const results = [...this.#results].slice(-most);
    await this.#keepsake.save({ machine: this.#machine, since: this.#since, failures, results });
  }
}
