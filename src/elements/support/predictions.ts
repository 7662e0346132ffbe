/** What the network says of a whole split, kept up to date while it trains without holding the training up. */
import type { ReactiveControllerHost } from 'lit';
import type { Split } from '../../contract/dataset.js';
import type { Session } from '../../contract/session.js';
import type { SessionSnapshot } from '../../contract/snapshot.js';
import { identity } from './identity.js';
import { Latest } from './latest.js';
import { type Outcomes, rank } from './outcomes.js';

/** Least milliseconds between two readings: predicting a split takes the engine from its training. */
const pace = 1000;

export class Predictions {
  readonly #latest: Latest<Outcomes>;

  constructor(host: ReactiveControllerHost) {
    this.#latest = new Latest(host, { every: pace });
  }

  /** Says which split is shown; read again when an epoch has ended or, outside of training, when the weights have changed. */
  want(session: Session, { dataset, network, run, weightsVersion }: SessionSnapshot, of: Split): void {
    const size = of === 'train' ? dataset?.train : dataset?.test;
    const subject = dataset && network && size ? `${session.name} ${identity(dataset)} ${identity(network)} ${of}` : null;
    const version = run?.state === 'running' ? `${run.id} ${run.history.length}` : weightsVersion;
    this.#latest.want(subject, version, async () => rank(await session.predictions(of)));
  }

  /** What the network said, ranked; undefined before the first answer. */
  get outcomes(): Outcomes | undefined {
    return this.#latest.fits ? this.#latest.value : undefined;
  }

  get error(): string | null {
    return this.#latest.error;
  }

  get busy(): boolean {
    return this.#latest.busy;
  }

  retry = (): void => this.#latest.retry();
}
