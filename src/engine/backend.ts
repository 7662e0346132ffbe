/** The backend the engine computes on: started once, before the first tensor. */
import { memory, setBackend as useBackend } from '@tensorflow/tfjs-core';
import { type BackendReport, startBackend } from '../backend/choose.js';
import type { BackendName, EngineInfo } from '../contract/engine.js';
import { PlaygroundError } from '../contract/playground-error.js';
import { buildNetwork } from '../model/network.js';
import { type Holdings, refuseWhileRunning } from './holdings.js';

const choices: readonly string[] = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'] satisfies ('auto' | BackendName)[];

export class Backend {
  readonly #tell: (backend: BackendName) => void;
  #started: Promise<BackendName> | null = null;
  #reports: BackendReport[] = [];

  constructor(tell: (backend: BackendName) => void) {
    this.#tell = tell;
  }

  /** The backend's name once it is ready: started at the first call, and waited for while it changes. Whoever computes waits for this. */
  ready(): Promise<BackendName> {
    this.#started ??= this.#start('auto').catch((error: unknown) => {
      this.#started = null; // the next call tries again
      throw error;
    });
    return this.#started;
  }

  /** Changes over when what was asked for before has been done; where it cannot, all stays as it was. */
  async change(name: 'auto' | BackendName, holdings: Holdings): Promise<void> {
    if (!choices.includes(name)) {
      throw new PlaygroundError('backend-unavailable', `There is no backend "${name}". Choose ${choices.join(', ')}.`);
    }
    const before = this.ready();
    const changed = before.then((current) => this.#move(current, name, holdings));
    this.#started = changed.catch(() => before);
    await changed;
  }

  /** Moves every network over: weights as they are, tensors freed where they were. */
  async #move(before: BackendName, name: 'auto' | BackendName, holdings: Holdings): Promise<BackendName> {
    for (const holding of holdings.all()) refuseWhileRunning(holding, 'change the backend');
    const kept = await Promise.all(
      [...holdings.all()].map(async (holding) => ({ holding, weights: (await holding.network?.weights()) ?? null })),
    );
    const now = await this.#start(name);
    for (const { holding, weights } of kept) {
      if (!holding.network || !weights) continue;
      const network = buildNetwork(holding.network.info.spec, holding.seed);
      network.setWeights(weights);
      await useBackend(before); // its tensors are freed where they live
      holding.network.dispose();
      await useBackend(now);
      holding.network = network;
    }
    return now;
  }

  async info(): Promise<EngineInfo> {
    const backend = await this.ready();
    const { numTensors: tensors, numBytes: bytes } = memory();
    return { backend, backends: this.#reports, tensors, bytes };
  }

  async #start(preference: 'auto' | BackendName): Promise<BackendName> {
    try {
      const { backend, reports } = await startBackend(preference);
      this.#reports = reports;
      this.#tell(backend);
      return backend;
    } catch (error) {
      throw new PlaygroundError('backend-unavailable', error instanceof Error ? error.message : String(error), { cause: error });
    }
  }
}
