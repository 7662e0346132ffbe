/** A session on the page: asks the engine, keeps the frozen snapshot, tells what has happened. It holds no tensor and no model. */
import type { Remote } from 'comlink';
import type { DatasetInfo, DatasetOptions } from '../contract/dataset.js';
import { DatasetChange, ErrorEvent, NetworkChange, type RunAction, SelectEvent, type TellEvent } from '../contract/events.js';
import type { NetworkInfo, NetworkSpec, PresetName } from '../contract/network.js';
import { asPlaygroundError, type ErrorCode, PlaygroundError } from '../contract/playground-error.js';
import type { Run, Session } from '../contract/session.js';
import type { SessionSnapshot } from '../contract/snapshot.js';
import type { TrainOptions } from '../contract/training.js';
import type { DatasetOutcome, EngineApi, EngineReport } from '../engine/api.js';
import { copied } from './copied.js';
import { emptySnapshot } from './empty-snapshot.js';
import { loadInto } from './load.js';
import { RunKeeper } from './run-keeper.js';
import { SessionReads } from './session-reads.js';
import { Store } from './store.js';
import { Tasks } from './tasks.js';
import { Teller } from './tell.js';
import type { EngineListener, Workers } from './workers.js';

/** Refusals by what was refused, for the snapshot. */
type Refused = NonNullable<SessionSnapshot['refused']>;

export class PageSession extends SessionReads implements Session, EngineListener {
  readonly name: string;
  readonly #workers: Workers;
  readonly #store: Store<SessionSnapshot>;
  readonly #tasks: Tasks;
  readonly #teller = new Teller();
  readonly #runs: RunKeeper;
  readonly #onDispose: () => void;
  /** Aborted by the next wish of the same kind: the latest wins. */
  #wishes: Record<'dataset' | 'network', AbortController> = { dataset: new AbortController(), network: new AbortController() };
  #loading: Promise<unknown> = Promise.resolve();
  #disposed = false;

  constructor(name: string, workers: Workers, onDispose: () => void) {
    super();
    this.name = name;
    this.#workers = workers;
    this.#onDispose = onDispose;
    this.#store = new Store<SessionSnapshot>({ ...emptySnapshot(name), ...workers.computing });
    this.#tasks = new Tasks(this.#store);
    this.#runs = new RunKeeper(name, this.#store, (event) => this.#tell(event));
    workers.listeners.add(this);
  }

  get snapshot(): SessionSnapshot {
    return this.#store.state;
  }

  get currentRun(): Run | null {
    return this.#runs.current;
  }

  subscribe(listener: (snapshot: SessionSnapshot) => void): () => void {
    return this.#store.subscribe(listener);
  }

  attach(element: HTMLElement): () => void {
    return this.#teller.attach(element);
  }

  loadDataset(options: DatasetOptions): Promise<DatasetInfo> {
    const loading = this.#changing('dataset', 'Preparing the samples', async (signal) => {
      this.#runs.refuseWhileRunning('load other data');
      const { src, ...prepared } = copied(options ?? {}, 'data-mismatch');
      const outcome = await loadInto(this.name, src, prepared, {
        workers: this.#workers,
        progress: (label, fraction) => this.#tasks.update({ task: 'dataset', label, fraction }),
        engine: (use) => this.ask('data-mismatch', use),
        signal,
      });
      this.#takeDataset(outcome, signal);
      return outcome.info;
    });
    this.#loading = loading.catch(() => undefined);
    return loading;
  }

  setNetwork(asked: PresetName | NetworkSpec, { seed = 1 }: { seed?: number | undefined } = {}): Promise<NetworkInfo> {
    return this.#changing('network', 'Building the network', async (signal) => {
      this.#runs.refuseWhileRunning('change the network');
      const network = copied(asked, 'network-invalid');
      // Without an input shape of its own the network takes that of the data: those on their way are waited for.
      if (typeof network !== 'string' && !network?.inputShape) await this.#loading;
      const overtaken = () => new PlaygroundError('busy', 'Another network was asked for meanwhile.');
      if (signal.aborted) throw overtaken();
      try {
        const info = await this.ask('network-invalid', (engine) => engine.setNetwork(this.name, network, seed));
        this.#takeNetwork(info); // the engine has it, and will until the next is built
        if (signal.aborted) throw overtaken();
        return info;
      } catch (error) {
        if (!signal.aborted) await this.#keepDraft(network, error);
        throw error;
      }
    });
  }

  train(asked: TrainOptions): Run {
    let options: TrainOptions;
    try {
      options = this.#runs.accepted(asked);
    } catch (error) {
      const refusal = asPlaygroundError(error, 'data-mismatch');
      this.#refuse('run', refusal);
      return this.#runs.refused(refusal);
    }
    const steer = (run: string, action: RunAction) => {
      // A run that ended while the wish was under way needs no steering, and a lost engine is told by the run itself.
      this.ask('disposed', (engine) => engine.steer(this.name, run, action)).catch(() => undefined);
    };
    return this.#runs.start(options, steer, (run) => {
      this.ask('data-mismatch', (engine) => engine.train(this.name, run.id, options)).then(
        (end) => this.#runs.end(run, end),
        (error: PlaygroundError) => {
          this.#runs.fail(run, error);
          this.#refuse('run', error);
        },
      );
    });
  }

  select(index: number): void {
    const { dataset, selected } = this.snapshot;
    if (!dataset || selected === index || !Number.isInteger(index) || index < 0 || index >= dataset.count) return;
    this.#store.change({ selected: index });
    this.#tell(new SelectEvent({ session: this.name, index }));
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#onDispose();
    for (const wish of Object.values(this.#wishes)) wish.abort();
    const { engine } = this.#workers;
    // An engine that has gone holds nothing of ours.
    if (engine.started) await engine.call('disposed', (api) => api.dispose(this.name)).catch(() => undefined);
    this.#workers.listeners.delete(this);
    this.#runs.lose(new PlaygroundError('disposed', 'The session was ended.'));
    this.#store.change(emptySnapshot(this.name));
  }

  onReport(report: EngineReport): void {
    if (report.kind === 'backend') this.#store.change({ backend: report.backend, backends: report.backends });
    else if (report.session !== this.name) return;
    else if (report.kind === 'progress') this.#tasks.update(report.progress);
    else if (report.kind === 'measuring') this.#runs.onMeasuring(report.run, report.backend);
    else if (report.kind === 'step') this.#runs.onStep(report.report);
    else this.#runs.onEpoch(report.report);
  }

  /** The engine is gone, and with it the data and the weights: says so, and leaves what can be asked for again. */
  onEngineDeath(reason: PlaygroundError): void {
    this.#runs.lose(reason);
    this.#store.change({ dataset: null, network: null, draft: null, selected: null, tasks: [], ...this.#workers.computing });
    this.#refuse('engine', reason);
  }

  /** The first call of all starts the engine, and brings its catalogue along. */
  protected async ask<T>(code: ErrorCode, use: (engine: Remote<EngineApi>) => Promise<T>): Promise<T> {
    this.#refuseIfDisposed();
    const starting = !this.#workers.engine.started;
    if (starting) this.#tasks.begin('engine', 'Starting the engine');
    try {
      const answer = await this.#workers.engine.call(code, async (engine) => {
        if (!this.snapshot.catalogue) this.#store.change({ catalogue: await engine.catalogue() });
        if (starting) this.#tasks.end('engine');
        this.#refuseIfDisposed(); // before the engine holds anything for a session that has ended meanwhile
        return use(engine);
      });
      this.#refuseIfDisposed();
      return answer;
    } finally {
      if (starting) this.#tasks.end('engine');
    }
  }

  #refuseIfDisposed(): void {
    if (this.#disposed) throw new PlaygroundError('disposed', `The session "${this.name}" was ended. Ask getSession() for a new one.`);
  }

  /** Runs what changes the session: its progress is seen while it lasts, and its failure told, unless something newer is wanted. */
  async #changing<T>(task: 'dataset' | 'network', label: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#wishes[task].abort();
    const { signal } = (this.#wishes[task] = new AbortController());
    this.#tasks.begin(task, label);
    try {
      this.#refuseIfDisposed();
      const result = await work(signal);
      this.#forgive(task);
      return result;
    } catch (error) {
      const refusal = asPlaygroundError(error, 'data-mismatch');
      if (!signal.aborted) this.#refuse(task, refusal);
      throw refusal;
    } finally {
      if (!signal.aborted) this.#tasks.end(task);
    }
  }

  /** Whoever hears of the data can train on them: loading has ended, unless others are on their way. */
  #takeDataset({ info, network, rebuilt, draft }: DatasetOutcome, { aborted }: AbortSignal): void {
    const tasks = aborted ? this.snapshot.tasks : this.#tasks.without('dataset');
    const selected = info.count > 0 ? 0 : null;
    this.#store.change({ dataset: info, network, draft, selected, tasks, weightsVersion: this.snapshot.weightsVersion + 1 });
    this.#tell(new DatasetChange({ session: this.name, info }));
    if (draft) this.#tell(new NetworkChange({ session: this.name, info: draft }));
    else if (network && rebuilt) this.#tell(new NetworkChange({ session: this.name, info: network }));
  }

  #takeNetwork(info: NetworkInfo): void {
    this.#store.change({ network: info, draft: null, weightsVersion: this.snapshot.weightsVersion + 1 });
    this.#tell(new NetworkChange({ session: this.name, info }));
  }

  /** A network that cannot be built stays visible with its problems beside the one that stands. */
  async #keepDraft(network: PresetName | NetworkSpec, error: unknown): Promise<void> {
    if (!(error instanceof PlaygroundError) || !error.code.startsWith('network-')) return;
    const draft = await this.ask('network-invalid', (engine) => engine.inspectNetwork(this.name, network)).catch(() => null);
    if (!draft) return;
    this.#store.change({ draft });
    this.#tell(new NetworkChange({ session: this.name, info: draft }));
  }

  /**
   * After a success: what was refused of the same kind, or for want of it, is no matter any more. Other refusals stay until somebody tries
   * again, or a reader would never learn why there are no data, or no network.
   */
  #forgive(task: 'dataset' | 'network'): void {
    const { refused, network, draft } = this.snapshot;
    const stays = task === 'network' ? refused === 'dataset' : refused === 'network' && (draft !== null || network === null);
    if (!stays) this.#store.change({ error: null, refused: null });
  }

  /** Shows and tells a refusal, once however many calls it ends. */
  #refuse(refused: Refused, error: PlaygroundError): void {
    if (this.#disposed || this.snapshot.error === error) return;
    this.#store.change({ error, refused });
    this.#tell(new ErrorEvent({ session: this.name, error }));
  }

  #tell(event: TellEvent<{ session: string }>): void {
    this.#teller.tell(event);
  }
}
