/** The samples an element shows now, read together. */
import type { ReactiveControllerHost } from 'lit';
import type { DatasetInfo, Sample } from '../../contract/dataset.js';
import type { Session } from '../../contract/session.js';
import { identity } from './identity.js';
import { Latest } from './latest.js';
import { sampleAt } from './picture.js';

export class SampleReader {
  readonly #latest: Latest<ReadonlyMap<number, Sample>>;

  constructor(host: ReactiveControllerHost) {
    this.#latest = new Latest(host);
  }

  /** Says which samples are shown; those known already are not read again. */
  want(session: Session, dataset: DatasetInfo | null, indices: readonly number[]): void {
    const subject = dataset && indices.length > 0 ? `${session.name} ${identity(dataset)}` : null;
    this.#latest.want(subject, indices.join(), async () => {
      const known = this.#latest.fits ? this.#latest.value : undefined;
      const missing = indices.filter((index) => !known?.has(index));
      const read = missing.length > 0 ? await session.samples(missing) : undefined;
      const fresh = new Map(missing.map((index, at) => [index, read && sampleAt(read, at)]));
      return new Map(indices.flatMap((index) => pair(index, fresh.get(index) ?? known?.get(index))));
    });
  }

  get(index: number): Sample | undefined {
    return this.#latest.fits ? this.#latest.value?.get(index) : undefined;
  }

  get error(): string | null {
    return this.#latest.error;
  }

  retry = (): void => this.#latest.retry();
}

const pair = (index: number, sample: Sample | undefined): [number, Sample][] => (sample ? [[index, sample]] : []);
