/** A session on the page: asks the engine, keeps the frozen snapshot, tells what has happened. It holds no tensor and no model. */
import type { DatasetInfo, DatasetOptions } from '../contract/dataset.js';
import { DatasetChange, ErrorEvent, NetworkChange, SelectEvent, type TellEvent } from '../contract/events.js';
import type { NetworkInfo, NetworkSpec, PresetName } from '../contract/network.js';
import { asPlaygroundError, PlaygroundError } from '../contract/playground-error.js';
import type { Run, Session } from '../contract/session.js';
import type { SessionSnapshot, TaskName, TaskProgress } from '../contract/snapshot.js';
import type { TrainOptions } from '../contract/training.js';
import type { DatasetOutcome, EngineReport } from '../engine/api.js';
import { loadInto } from './load.js';
import { RunKeeper } from './run-keeper.js';
import { SessionReads } from './session-reads.js';
import { Store } from './store.js';
import { Teller } from './tell.js';
import type { EngineListener, Workers } from './workers.js';

const empty = (session: string): SessionSnapshot => ({
  session,
  catalogue: null,
  backend: null,
  dataset: null,
  network: null,
  draft: null,
  run: null,
  runs: [],
  weightsVersion: 0,
  selected: null,
  tasks: [],
  error: null,
  refused: null,
});

export class PageSession extends SessionReads implements Session, EngineListener {
  readonly #teller = new Teller();
  readonly #runs: RunKeeper;
  readonly #onDispose: () => void;
  #loads = 0;
  #networks = 0;
  #loading: Promise<unknown> = Promise.resolve();

  constructor(name: string, workers: Workers, onDispose: () => void) {
    super(name, workers, new Store<SessionSnapshot>({ ...empty(name), backend: workers.backend }));
    this.#onDispose = onDispose;
    this.#runs = new RunKeeper(name, this.store, (event) => this.#teller.tell(event));
    workers.listeners.add(this);
  }

  get snapshot(): SessionSnapshot {
    return this.store.state;
  }

  subscribe(listener: (snapshot: SessionSnapshot) => void): () => void {
    return this.store.subscribe(listener);
  }

  attach(element: HTMLElement): () => void {
    return this.#teller.attach(element);
  }

  async loadDataset({ src, ...options }: DatasetOptions): Promise<DatasetInfo> {
    const load = ++this.#loads;
    const wanted = () => load === this.#loads;
    const loading = this.#changing('dataset', 'Preparing the samples', wanted, async () => {
      this.#runs.refuseWhileRunning('load other data');
      const outcome = await loadInto(this.name, src, options, {
        workers: this.workers,
        progress: (label, fraction) => this.#progress({ task: 'dataset', label, fraction }),
        engine: (use) => this.ask('data-mismatch', use),
        wanted,
      });
      this.#takeDataset(outcome);
      return outcome.info;
    });
    this.#loading = loading.catch(() => undefined);
    return loading;
  }

  async setNetwork(network: PresetName | NetworkSpec, { seed = 1 }: { seed?: number } = {}): Promise<NetworkInfo> {
    const asked = ++this.#networks;
    const wanted = () => asked === this.#networks;
    return this.#changing('network', 'Building the network', wanted, async () => {
      this.#runs.refuseWhileRunning('change the network');
      // Without an input shape of its own the network takes that of the data: those on their way are waited for.
      if (typeof network !== 'string' && !network?.inputShape) await this.#loading;
      try {
        const info = await this.ask('network-invalid', (engine) => engine.setNetwork(this.name, network, seed));
        this.#takeNetwork(info);
        return info;
      } catch (error) {
        if (wanted()) await this.#keepDraft(network, error);
        throw error;
      }
    });
  }

  train(options: TrainOptions): Run {
    const run = this.#runs.start(options, (action) => {
      // A run that ended while the wish was under way needs no steering, and a lost engine is told by the run itself.
      this.ask('disposed', (engine) => engine.steer(this.name, run.id, action)).catch(() => undefined);
    });
    const training =
      this.#runs.current !== run
        ? Promise.reject(new PlaygroundError('busy', 'A run is under way in this session. Stop it first.'))
        : this.ask('data-mismatch', (engine) => engine.train(this.name, run.id, options));
    training.then(
      (end) => this.#runs.end(run, end),
      (error: PlaygroundError) => {
        this.#runs.fail(run, error);
        this.#refuse(error);
      },
    );
    return run;
  }

  get currentRun(): Run | null {
    return this.#runs.current;
  }

  select(index: number): void {
    const { dataset, selected } = this.snapshot;
    if (!dataset || selected === index || !Number.isInteger(index) || index < 0 || index >= dataset.count) return;
    this.store.change({ selected: index });
    this.#tell(new SelectEvent({ session: this.name, index }));
  }

  async dispose(): Promise<void> {
    if (this.disposed) return;
    const freed = this.workers.engine.started ? this.ask('disposed', (engine) => engine.dispose(this.name)) : Promise.resolve();
    this.disposed = true;
    await freed.catch(() => undefined); // an engine that has gone holds nothing of ours
    this.workers.listeners.delete(this);
    this.#runs.lose(new PlaygroundError('disposed', 'The session was ended.'));
    this.store.change(empty(this.name));
    this.#onDispose();
  }

  onReport(report: EngineReport): void {
    if (report.kind === 'backend') this.store.change({ backend: report.backend });
    else if (report.session !== this.name) return;
    else if (report.kind === 'progress') this.#progress(report.progress);
    else if (report.kind === 'step') this.#runs.onStep(report.report);
    else this.#runs.onEpoch(report.report);
  }

  /** The engine is gone, and with it the data and the weights: says so, and leaves what can be asked for again. */
  onEngineDeath(reason: PlaygroundError): void {
    this.#runs.lose(reason);
    this.store.change({ dataset: null, network: null, draft: null, selected: null, tasks: [], backend: null });
    this.#refuse(reason);
  }

  /** Runs what changes the session: its progress is seen while it lasts, its failure told unless something newer is wanted, and the old state kept. */
  async #changing<T>(task: TaskName, label: string, wanted: () => boolean, work: () => Promise<T>): Promise<T> {
    this.#begin({ task, label, fraction: null });
    try {
      const result = await work();
      this.store.change({ error: null });
      return result;
    } catch (error) {
      const refusal = asPlaygroundError(error, 'data-mismatch');
      if (wanted()) this.#refuse(refusal);
      throw refusal;
    } finally {
      if (wanted()) this.store.change({ tasks: this.snapshot.tasks.filter((other) => other.task !== task) });
    }
  }

  #takeDataset({ info, network, rebuilt, draft }: DatasetOutcome): void {
    this.store.change({
      dataset: info,
      network,
      draft,
      selected: info.count > 0 ? 0 : null,
      weightsVersion: this.snapshot.weightsVersion + 1,
    });
    this.#tell(new DatasetChange({ session: this.name, info }));
    if (draft) this.#tell(new NetworkChange({ session: this.name, info: draft }));
    else if (network && rebuilt) this.#tell(new NetworkChange({ session: this.name, info: network }));
  }

  #takeNetwork(info: NetworkInfo): void {
    this.store.change({ network: info, draft: null, weightsVersion: this.snapshot.weightsVersion + 1 });
    this.#tell(new NetworkChange({ session: this.name, info }));
  }

  /** A network that cannot be built stays visible with its problems beside the one that stands. */
  async #keepDraft(network: PresetName | NetworkSpec, error: unknown): Promise<void> {
    if (!(error instanceof PlaygroundError) || !error.code.startsWith('network-')) return;
    const draft = await this.ask('network-invalid', (engine) => engine.inspectNetwork(this.name, network)).catch(() => null);
    if (!draft) return;
    this.store.change({ draft });
    this.#tell(new NetworkChange({ session: this.name, info: draft }));
  }

  #begin(progress: TaskProgress): void {
    this.store.change({ tasks: [...this.snapshot.tasks.filter(({ task }) => task !== progress.task), progress] });
  }

  /** Reports come over a port of their own, and may come when the task has ended: then they say nothing new. */
  #progress(progress: TaskProgress): void {
    if (this.snapshot.tasks.some(({ task }) => task === progress.task)) this.#begin(progress);
  }

  #refuse(error: PlaygroundError): void {
    this.store.change({ error });
    this.#tell(new ErrorEvent({ session: this.name, error }));
  }

  #tell(event: TellEvent<{ session: string }>): void {
    this.#teller.tell(event);
  }
}
