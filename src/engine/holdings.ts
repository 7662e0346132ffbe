/** What the engine holds for each session of the page. */
import type { DatasetInfo } from '../contract/dataset.js';
import type { NetworkSpec, PresetName, Weight } from '../contract/network.js';
import type { TrainOptions } from '../contract/training.js';
import { PlaygroundError } from '../contract/playground-error.js';
import type { Dataset } from '../data/dataset.js';
import { assertSampleShape } from '../model/fit.js';
import type { Network } from '../model/network.js';
import type { RunControl } from '../model/training/run-control.js';

export interface Holding {
  dataset: Dataset | null;
  network: Network | null;
  /** What was asked for: a preset is fitted again to every new dataset. */
  asked: PresetName | NetworkSpec | null;
  /** The data the network was last fitted to; null where there were none. Those that it could not be fitted to do not count. */
  fittedTo: DatasetInfo | null;
  /** Seed of the network's first weights. */
  seed: number;
  /**
   * On a graphics processor, which may lose them: the latest weights of the network that are in ordinary memory, those it has unless it is
   * being trained; null where they are the first ones still.
   */
  kept: readonly Weight[] | null;
  /** How the network was last trained: its loss is what an evaluation reports. */
  objective: Pick<TrainOptions, 'loss' | 'targets'> | null;
  /** Counts the datasets asked for: only the latest is placed. */
  loads: number;
  /** Counts the networks asked for, in the same way. */
  builds: number;
  /** Set when the session has ended: what comes later finds no place here. */
  released: boolean;
  run: { id: string; control: RunControl; ended: Promise<unknown> } | null;
  /** Runs that wait for the back end, by their ids: they can be steered already. */
  coming: Map<string, RunControl>;
}

export class Holdings {
  readonly #bySession = new Map<string, Holding>();

  /** The session's holding; an empty one at the first mention. */
  of(session: string): Holding {
    const known = this.#bySession.get(session);
    if (known) return known;
    const nothing = { dataset: null, network: null, asked: null, fittedTo: null, kept: null, objective: null, run: null };
    const fresh: Holding = { ...nothing, seed: 1, loads: 0, builds: 0, released: false, coming: new Map() };
    this.#bySession.set(session, fresh);
    return fresh;
  }

  all(): Iterable<Holding> {
    return this.#bySession.values();
  }

  dataset(session: string): Dataset {
    const { dataset } = this.of(session);
    if (!dataset) throw new PlaygroundError('data-mismatch', 'There are no data yet. Load a dataset first.');
    return dataset;
  }

  network(session: string): Network {
    return networkOf(this.of(session));
  }

  /** The network and the data, where the one fits the other. */
  pair(session: string): { network: Network; dataset: Dataset } {
    const network = this.network(session);
    const dataset = this.dataset(session);
    assertSampleShape(network, dataset);
    return { network, dataset };
  }

  /** Ends the session's run, waits for it, and frees what the session held. */
  async release(session: string): Promise<void> {
    const holding = this.#bySession.get(session);
    this.#bySession.delete(session);
    if (holding) holding.released = true;
    holding?.run?.control.stop();
    await holding?.run?.ended;
    holding?.network?.dispose();
  }
}

export function networkOf({ network }: Holding): Network {
  if (!network) throw new PlaygroundError('network-invalid', 'There is no network yet. Choose a preset or build one first.');
  return network;
}

export function refuseIfReleased({ released }: Holding): void {
  if (released) throw new PlaygroundError('disposed', 'The session was ended meanwhile.');
}

export function refuseWhileRunning({ run }: Holding, wish: string): void {
  if (run) throw new PlaygroundError('busy', `A run is under way. Stop it to ${wish}.`);
}
