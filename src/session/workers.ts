/** The page's two workers, shared by all its sessions: the engine that computes, and the disposable one that reads files. */
import { proxy, type Remote } from 'comlink';
import { PlaygroundError } from '../contract/playground-error.js';
import type { SessionSnapshot } from '../contract/snapshot.js';
import type { FileApi } from '../data/readers/file-api.js';
import type { EngineApi, EngineReport } from '../engine/api.js';
import { launchWorker, type WorkerSource } from './launch-worker.js';
import { SupervisedWorker } from './supervised-worker.js';

// Bundlers copy a worker for every literal `new URL(…)` they see, so each file has exactly one; the plain address is put together.
const beside = (file: string): URL => new URL(file, import.meta.url);

const ownSources: Record<'engine' | 'files', WorkerSource> = {
  engine: {
    name: 'engine worker',
    own: () => new Worker(new URL('./engine.worker.js', import.meta.url), { type: 'module' }),
    url: () => beside(['.', 'engine.worker.js'].join('/')),
  },
  files: {
    name: 'file worker',
    own: () => new Worker(new URL('./file.worker.js', import.meta.url), { type: 'module' }),
    url: () => beside(['.', 'file.worker.js'].join('/')),
  },
};

/** Who hears what the engine says unasked, and that it has gone. */
export interface EngineListener {
  onReport(report: EngineReport): void;
  onEngineDeath(reason: PlaygroundError): void;
}

const nothing = { backend: null, backends: [] } as const;

export class Workers {
  readonly #sources = { ...ownSources };
  readonly listeners = new Set<EngineListener>();
  /** What the engine last said of the backends. */
  computing: Pick<SessionSnapshot, 'backend' | 'backends'> = nothing;

  readonly engine = new SupervisedWorker<EngineApi>({
    launch: () => launchWorker(this.#sources.engine),
    onStart: (api) => {
      const hear = (report: EngineReport) => {
        if (report.kind === 'backend') this.computing = { backend: report.backend, backends: report.backends };
        for (const listener of this.listeners) listener.onReport(report);
      };
      api.listen(proxy(hear)).catch(() => undefined); // the worker's death is told to every call that waits for it
    },
    onDeath: (reason) => {
      this.computing = nothing;
      for (const listener of [...this.listeners]) listener.onEngineDeath(reason);
    },
  });

  readonly files = new SupervisedWorker<FileApi>({ launch: () => launchWorker(this.#sources.files) });
  #readers = 0;

  /** Takes a worker's file from another address than beside the script; holds from its next start. */
  take(name: 'engine' | 'files', address: string | URL): void {
    const url = new URL(address, globalThis.location?.href);
    this.#sources[name] = { ...this.#sources[name], own: () => new Worker(url, { type: 'module' }), url: () => url };
  }

  /**
   * Reads with the file worker. Between readers it is given up if reading has worn it out; and at once, with `superseded`, when the
   * only reader does not want its file any more: nothing else ends a long read.
   */
  async read<T>(signal: AbortSignal, superseded: PlaygroundError, use: (api: Remote<FileApi>) => Promise<T>): Promise<T> {
    const giveUp = () => {
      if (this.#readers === 1) void this.files.stop(superseded);
    };
    if (signal.aborted) throw superseded;
    this.#readers++;
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await this.files.call('file-unreadable', use);
    } finally {
      signal.removeEventListener('abort', giveUp);
      if (--this.#readers === 0 && this.files.started) void this.#retireIfWorn();
    }
  }

  async #retireIfWorn(): Promise<void> {
    const worn = await this.files.call('file-unreadable', (api) => api.isWorn()).catch(() => false);
    if (worn && this.#readers === 0)
      await this.files.stop(new PlaygroundError('disposed', 'The file reader was renewed. Open the file again.'));
  }
}

const key = Symbol.for('galaxy-playground.workers.1');
const page = globalThis as { [key]?: Workers };

/** The workers of this page, however many copies of the script it holds; none is started before its first call. */
export const pageWorkers = (): Workers => (page[key] ??= new Workers());

/** Takes the workers' files from other addresses than beside the script: for a page that serves them itself. */
export function useWorkers({ engine, files }: { engine?: string | URL; files?: string | URL }): void {
  if (engine !== undefined) pageWorkers().take('engine', engine);
  if (files !== undefined) pageWorkers().take('files', files);
}
