/** The backend the engine computes on: started before the first tensor, measured before a run, changed between runs. */
import { engine, backend as inForce, type KernelBackend, memory } from '@tensorflow/tfjs-core';
import type { Looks } from '../backend/candidates.js';
import { Backends } from '../backend/choose.js';
import type { Figures, Result } from '../backend/fastest.js';
import { isLost, onLoss } from '../backend/gpu/loss.js';
import { type Limits, limits } from '../backend/start.js';
import type { BackendName, BackendReport, EngineInfo } from '../contract/engine.js';
import { PlaygroundError } from '../contract/playground-error.js';
import { Choices, type Kept, shapeOf } from './choices.js';
import { isGpuLost, runLost } from './gpu-lost.js';
import { type Holding, type Holdings, networkOf, refuseWhileRunning } from './holdings.js';
import { type Keepsake, keepsake } from './keepsake.js';
import { moveNetworks } from './move.js';
import { stepTimer, type Trainee } from './time-steps.js';
import { UnderWay } from './under-way.js';

const names: readonly string[] = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'] satisfies ('auto' | BackendName)[];

/** What a test puts in place of the machine. */
export interface BackendSettings {
  looks?: Looks;
  limits?: Limits;
  keepsake?: Keepsake<Kept>;
  stepTimer?: typeof stepTimer;
}

/** Who asks for a run's backend. */
export interface Applicant extends Omit<Trainee, 'spec'> {
  /** With the network to be trained. */
  holding: Holding;
  /** Nobody wants to know any more. */
  stopped: () => boolean;
  /** `name` is being measured. */
  measuring: (name: BackendName) => void;
}

/** The training itself. */
export interface Training<T> {
  train: () => Promise<T>;
  /** Ends it, also where it is paused. */
  stop: () => void;
  /** The step whose weights are in ordinary memory; 0 where they are those from before the run. */
  keptStep: () => number;
}

/** What a run computes on. */
export interface RunBackend {
  name: BackendName;
  /** The run needs so many milliseconds for a step. */
  note: (msPerStep: number) => void;
  /** @throws PlaygroundError `gpu-lost` where the device went away; by then the networks compute on another */
  compute: <T>(training: Training<T>) => Promise<T>;
}

type Tell = (backend: BackendName, backends: BackendReport[]) => void;

export class Backend {
  readonly #holdings: Holdings;
  readonly #report: Tell;
  readonly #backends: Backends;
  readonly #choices: Choices;
  readonly #stepTimer: typeof stepTimer;
  readonly #limits: Limits;
  #started: Promise<BackendName> | null = null;
  #current: BackendName | null = null;
  /** Asked for by name: nothing is measured. */
  #byName = false;
  /** Of the network trained last, and its shape. */
  #figures: Figures = {};
  #shape = '';
  readonly #underWay = new UnderWay();
  /** Devices whose loss will be heard of. */
  readonly #watched = new WeakSet<KernelBackend>();

  constructor(holdings: Holdings, report: Tell, settings: BackendSettings = {}) {
    this.#holdings = holdings;
    this.#report = report;
    this.#limits = settings.limits ?? limits;
    this.#backends = new Backends(settings);
    this.#choices = new Choices(settings.keepsake ?? keepsake());
    this.#stepTimer = settings.stepTimer ?? stepTimer;
  }

  /** The backend's name once it is ready: started at the first call, and waited for while it changes or is measured. Whoever computes waits for this. */
  ready(): Promise<BackendName> {
    this.#started ??= this.#take('auto').catch((error: unknown) => {
      this.#started = null; // the next call tries again
      throw error;
    });
    return this.#started;
  }

  /** Computes the answer to a question; the backend stays until it is there, if that is not too long. Where its device goes away, another answers. */
  async use<T>(answer: () => Promise<T>): Promise<T> {
    await this.ready();
    try {
      return await this.#underWay.follow(answer);
    } catch (error) {
      if (!isGpuLost(error)) throw error;
      await this.ready();
      return this.#underWay.follow(answer);
    }
  }

  /** Changes over when what was asked for before has been done; where it cannot, all stays as it was. */
  async change(name: 'auto' | BackendName): Promise<void> {
    if (!names.includes(name)) {
      throw new PlaygroundError('backend-unavailable', `There is no backend "${name}". Choose ${names.join(', ')}.`);
    }
    await this.#alone(async (before) => {
      for (const holding of this.#holdings.all()) refuseWhileRunning(holding, 'change the backend');
      await this.#underWay.quiet();
      const known = name === 'auto' ? this.#known(this.#shape) : undefined;
      const now = await this.#move(before, known?.winner ?? name);
      this.#byName = name !== 'auto';
      this.#figures = this.#known(this.#shape)?.figures ?? {};
      this.#tell();
      return now;
    });
  }

  /** The backend a run shall compute on: the fastest that can be trusted, measured the first time unless one was asked for by name. */
  async forRun(applicant: Applicant): Promise<RunBackend> {
    await this.ready();
    const { holding, dataset, options } = applicant;
    const { spec } = networkOf(holding).info;
    const shape = shapeOf(spec, Math.min(options.batchSize, dataset.train.length));
    if (this.#shape !== shape) this.#figures = this.#known(shape)?.figures ?? {};
    this.#shape = shape;
    const othersRun = [...this.#holdings.all()].some((other) => other !== holding && other.run);
    const settled = this.#byName || othersRun || !this.#backends.isOpen;
    if (!settled) await this.#alone((before) => this.#choose(before, shape, { ...applicant, spec }));
    const name = await this.ready();
    return { name, note: (ms) => this.#note(shape, name, ms), compute: (training) => this.#compute(name, training) };
  }

  async #compute<T>(name: BackendName, { train, stop, keptStep }: Training<T>): Promise<T> {
    const forget = onLoss(inForce(), stop);
    try {
      return await this.#underWay.follow(train);
    } catch (error) {
      if (!isGpuLost(error)) throw error;
      const now = await this.ready();
      throw now === name ? error : runLost(error, keptStep(), name, now);
    } finally {
      forget();
    }
  }

  #note(shape: string, name: BackendName, ms: number): void {
    if (this.#shape !== shape) return; // another network has been trained since
    this.#figures = { ...this.#figures, [name]: ms };
    this.#tell();
  }

  async info(): Promise<EngineInfo> {
    const backend = await this.ready();
    const { numTensors: tensors, numBytes: bytes } = memory();
    return { backend, backends: this.#reports(backend), tensors, bytes };
  }

  #reports(current: BackendName): BackendReport[] {
    return this.#backends.reports(current, this.#byName, this.#figures);
  }

  #tell(): void {
    if (this.#current) this.#report(this.#current, this.#reports(this.#current));
  }

  /** Runs `work` while whoever computes waits. Where it fails, the backend is the one before, unless that has lost its device. */
  async #alone(work: (before: BackendName) => Promise<BackendName>): Promise<BackendName> {
    const before = this.ready().then((name) => this.#alive(name));
    const after = before.then(work);
    this.#started = after.catch(() => before);
    return after;
  }

  /** Leaves a backend that has lost its device, when everybody has noticed, for one on the processor. */
  async #alive(before: BackendName): Promise<BackendName> {
    if (!isLost(inForce())) return before;
    await this.#underWay.quiet();
    [this.#byName, this.#figures] = [false, {}];
    return this.#move(before, 'auto').catch(() => before);
  }

  #watch(name: BackendName, device: KernelBackend): void {
    if (this.#watched.has(device)) return;
    this.#watched.add(device);
    onLoss(device, (reason) => {
      if (engine().registry[name] !== device) return; // it has been let go of
      this.#backends.lose(name, reason);
      void this.#alone(async (now) => now);
    });
  }

  /** What was measured for `shape`; nothing where the winner has lost its device since. */
  #known(shape: string): Result | undefined {
    const known = this.#choices.get(shape);
    return known && this.#backends.lost.includes(known.winner) ? undefined : known;
  }

  /** The remembered winner, or else who wins now; where that cannot be found out, all stays as it was. */
  async #choose(before: BackendName, shape: string, { measuring, stopped, ...trainee }: Applicant & Trainee): Promise<BackendName> {
    this.#backends.recall(await this.#choices.open(this.#backends.machine));
    if (!this.#backends.isOpen || !(await this.#underWay.quiet())) return before;
    const known = this.#known(shape);
    const now = known && (await this.#moveTo(before, known.winner));
    if (now) return this.#settled(now, known.figures);
    const result = await this.#backends.findFastest(this.#stepTimer(trainee, stopped), measuring);
    if (!result) return before;
    const { failures, lost } = this.#backends;
    await this.#choices.set(shape, result, failures, lost.length === 0);
    return this.#settled((await this.#moveTo(before, result.winner)) ?? before, result.figures);
  }

  #settled(now: BackendName, figures: Figures): BackendName {
    this.#figures = figures;
    this.#backends.tidy();
    this.#tell();
    return now;
  }

  /** Moves over to `winner`; undefined where it has failed since it won. */
  async #moveTo(before: BackendName, winner: BackendName): Promise<BackendName | undefined> {
    return winner === before ? before : this.#move(before, winner).catch(() => undefined);
  }

  async #move(before: BackendName, to: 'auto' | BackendName): Promise<BackendName> {
    try {
      return await moveNetworks(this.#holdings, before, this.#limits.read, () => this.#take(to));
    } catch (error) {
      this.#current = before;
      this.#tell();
      throw error;
    } finally {
      this.#backends.tidy();
    }
  }

  async #take(preference: 'auto' | BackendName): Promise<BackendName> {
    try {
      this.#current = await this.#backends.take(preference);
      this.#watch(this.#current, inForce());
      this.#tell();
      return this.#current;
    } catch (error) {
      throw new PlaygroundError('backend-unavailable', error instanceof Error ? error.message : String(error), { cause: error });
    }
  }
}
