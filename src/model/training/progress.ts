/** Everything around the updates: turns for others, pauses, what is shown and reported, and the watch for divergence. */
import type { EpochReport, StepReport, TrainOptions } from '../../contract/training.js';
import { Breath, yieldToEvents } from '../../data/breath.js';
import { evaluate } from '../evaluation/evaluate.js';
import type { Batch } from './batches.js';
import { Ending } from './ending.js';
import type { Learner, LearningMaterial } from './learner.js';
import type { OnePassUpdates } from './optimizers/one-pass.js';
import type { Plan } from './plan.js';
import type { RunControl } from './run-control.js';
import { SafetyNet } from './safety-net.js';
import { Stopwatch } from './stopwatch.js';
import { type Outcome, Tally } from './tally.js';

/** A report without what only the engine knows. */
export type TrainingReport = Omit<EpochReport, 'run' | 'backend'>;

export interface TrainingHooks {
  /** At display pace, not at every step. */
  onStep?(report: Omit<StepReport, 'run'>): void;
  onEpoch?(report: TrainingReport): void;
  /** The backend's own optimizer updates, where it has them. */
  onePass?: OnePassUpdates;
}

/** Milliseconds of work after which others have their turn. */
const slice = 12;
/** Milliseconds between two read-backs of the loss: about one frame of a display. */
const frame = 16;

export class Progress {
  readonly history: TrainingReport[] = [];
  readonly #network: Learner;
  readonly #dataset: LearningMaterial;
  readonly #options: TrainOptions;
  readonly #plan: Plan;
  readonly #control: RunControl;
  readonly #hooks: TrainingHooks;
  readonly #tally = new Tally();
  readonly #watch = new Stopwatch();
  readonly #net: SafetyNet;
  readonly #breath = new Breath(slice);
  #step = 0;
  #shownAt = 0;

  constructor(network: Learner, dataset: LearningMaterial, options: TrainOptions, plan: Plan, control: RunControl, hooks: TrainingHooks) {
    this.#network = network;
    this.#dataset = dataset;
    this.#options = options;
    this.#plan = plan;
    this.#control = control;
    this.#hooks = hooks;
    this.#net = new SafetyNet(network);
  }

  async begin(): Promise<void> {
    await this.#net.keep(0);
    this.#watch.start();
  }

  /** Whether others must have their turn before the next update. Cheap: asked before each. */
  get mustWait(): boolean {
    return this.#control.state !== 'running' || this.#breath.due;
  }

  /** Gives the others their turn, and waits while the run is paused. @throws Ending where the run was stopped or has diverged */
  async wait(): Promise<void> {
    if (this.#control.state !== 'running' || performance.now() - this.#shownAt >= frame) await this.#show();
    if (this.#net.due) await this.#net.keep(this.#step);
    await this.#breath.take();
    if (this.#control.state !== 'running') await this.#hold();
  }

  /** Takes over the tensors of `outcome`. */
  record({ step, labels }: Batch, outcome: Outcome): void {
    this.#step = step;
    this.#tally.add(step, labels, outcome);
  }

  /** Scores what was learned since the last report. @throws Ending where the run was stopped meanwhile or has diverged */
  async report({ epoch, step }: Batch): Promise<void> {
    await this.#show();
    const seconds = this.#watch.lap();
    await this.#net.keep(step);
    const test = await this.#test();
    const train = this.#tally.take();
    const report: TrainingReport = {
      epoch,
      step,
      trainLoss: train.loss,
      trainAccuracy: train.accuracy,
      testLoss: test.loss,
      testAccuracy: test.accuracy,
      seconds,
      samplesPerSecond: train.samples / seconds,
    };
    this.history.push(report);
    this.#hooks.onEpoch?.(report);
    this.#watch.start();
  }

  dispose(): void {
    this.#tally.dispose();
  }

  /** Reads the losses that have come in, and shows the latest. */
  async #show(): Promise<void> {
    const broken = await this.#tally.read();
    if (broken) throw await this.#net.catch(broken.step, broken.loss);
    this.#shownAt = performance.now();
    const latest = this.#tally.latest;
    if (!latest) return;
    const epoch = Math.ceil(latest.step / this.#plan.stepsPerEpoch);
    this.#hooks.onStep?.({ ...latest, epoch, fraction: latest.step / this.#plan.steps });
  }

  async #hold(): Promise<void> {
    this.#watch.stop();
    const goOn = await this.#control.gate();
    if (!goOn) await this.#stop();
    this.#watch.start();
  }

  async #stop(): Promise<never> {
    await this.#net.keep(this.#step);
    throw new Ending('stopped');
  }

  async #test(): Promise<{ loss: number; accuracy: number }> {
    if (this.#dataset.test.length === 0) return { loss: NaN, accuracy: NaN };
    return evaluate(this.#network, this.#dataset, 'test', this.#options, async () => {
      await yieldToEvents();
      if (this.#control.state === 'stopped') throw new Ending('stopped');
    });
  }
}
