/** Everything around the updates: turns for others, pauses, what is shown and reported, and the watch for divergence. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { EpochReport, StepReport, TrainOptions } from '../../contract/training.js';
import { Breath, yieldToEvents } from '../../data/breath.js';
import { evaluate } from '../evaluation/evaluate.js';
import { BatchScores } from './batch-scores.js';
import type { Batch } from './batches.js';
import { Ending } from './ending.js';
import type { Feed, SampleStore } from './feeds/feed.js';
import type { Learner, LearningMaterial } from './learner.js';
import type { OpenDenseBatches } from './in-batches/dense-batches.js';
import type { OpenDenseChain } from './one-by-one/dense-chain.js';
import type { OnePassUpdate } from './optimizers/one-pass.js';
import type { Plan } from './plan.js';
import type { RunControl } from './run-control.js';
import { type KeepWeights, SafetyNet } from './safety-net.js';
import { Stopwatch } from './stopwatch.js';
import { type Steps, Tally } from './tally.js';

/** A report without what only the engine knows. */
export type TrainingReport = Omit<EpochReport, 'run' | 'backend'>;

export interface TrainingHooks {
  /** At display pace, not at every step. */
  onStep?(report: Omit<StepReport, 'run'>): void;
  onEpoch?(report: TrainingReport): void;
  /** The weights are in ordinary memory: now and then, before every report, and where the run is stopped. */
  onKeep?: KeepWeights;
  /** The backend's own optimizer update, where it has one. */
  onePass?: OnePassUpdate;
  /** Where the backend can hold the samples. */
  samples?: SampleStore;
  /** The backend's own way through dense layers, one sample a step, where it has one. */
  denseChain?: OpenDenseChain;
  /** The same for batches. */
  denseBatches?: OpenDenseBatches;
}

/** Milliseconds of work after which others have their turn. */
const slice = 12;
/**
 * Milliseconds between two read-backs of the answers: about one frame of a display. Updates go on while one is under way, so that the
 * device always has work; before the next is begun it must have come in, so that the device is never further behind than two of them.
 */
const frame = 16;
/**
 * A read-back has a GPU run programs of its own, which costs more than it is worth where one is imitated. So the answers of some steps are read
 * together, where these take no longer than so many milliseconds.
 */
const together = { steps: 4, milliseconds: 250 };

export class Progress {
  readonly history: TrainingReport[] = [];
  readonly #network: Learner;
  readonly #dataset: LearningMaterial;
  readonly #feed: Feed;
  readonly #options: TrainOptions;
  readonly #plan: Plan;
  readonly #control: RunControl;
  readonly #hooks: TrainingHooks;
  readonly #tally: Tally;
  readonly #watch = new Stopwatch();
  readonly #net: SafetyNet;
  readonly #breath = new Breath(slice);
  #step = 0;
  #readAt = 0;
  /** Steps that are waited for before the next. */
  #stepsTogether = 1;
  /** The read-back under way, or the last one. */
  #reading: Promise<void> = Promise.resolve();
  /** The first step that a read-back found without a finite loss. */
  #broken: { step: number; loss: number } | null = null;

  constructor(
    network: Learner,
    dataset: LearningMaterial,
    feed: Feed,
    options: TrainOptions,
    plan: Plan,
    control: RunControl,
    hooks: TrainingHooks,
  ) {
    this.#network = network;
    this.#dataset = dataset;
    this.#feed = feed;
    this.#options = options;
    this.#plan = plan;
    this.#control = control;
    this.#hooks = hooks;
    this.#net = new SafetyNet(network, hooks.onKeep);
    this.#tally = new Tally(new BatchScores(network.head, dataset.info.classNames.length, options), feed.fixedShapes);
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
    if (this.#control.state !== 'running') await this.#catchUp();
    else if (this.#readingDue) await this.#beginReading();
    if (this.#net.due) await this.#net.keep(this.#step);
    await this.#breath.take();
    await this.#refuseBroken();
    if (this.#control.state !== 'running') await this.#hold();
  }

  /** @param logits [batch, classes], taken over */
  record({ step, labels }: Batch, logits: Tensor): void {
    this.#step = step;
    this.#tally.add(step, labels, logits);
  }

  /** The same for steps without tensors, the first of them `step`, on `samples` samples each. */
  recordSteps(step: number, steps: Steps, samples: number): void {
    this.#step = step + steps.losses.length - 1;
    this.#tally.count(step, steps, samples);
  }

  /** Scores what was learned since the last report. @throws Ending where the run was stopped meanwhile or has diverged */
  async report({ epoch, step }: Pick<Batch, 'epoch' | 'step'>): Promise<void> {
    await this.#catchUp();
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

  async dispose(): Promise<void> {
    await this.#reading.catch(() => undefined); // where it failed, the run has ended because of it or of something before
    this.#tally.dispose();
  }

  get #readingDue(): boolean {
    const enough = !this.#feed.fixedShapes || this.#tally.pending >= this.#stepsTogether;
    return enough && performance.now() - this.#readAt >= frame;
  }

  /** Begins to read the answers that have come in, and does not wait for them. */
  async #beginReading(): Promise<void> {
    await this.#reading;
    await this.#refuseBroken();
    const now = performance.now();
    const inTime = (together.milliseconds * this.#tally.pending) / (now - this.#readAt);
    this.#stepsTogether = Math.min(together.steps, Math.floor(inTime) || 1); // a coarse clock may see no time pass
    this.#readAt = now;
    this.#reading = this.#read();
    this.#reading.catch(() => undefined); // heard where it is waited for
  }

  /** Reads every answer there is. */
  async #catchUp(): Promise<void> {
    await this.#beginReading();
    await this.#reading;
    await this.#refuseBroken();
  }

  /** Shows the latest loss once it has come in. */
  async #read(): Promise<void> {
    this.#broken = await this.#tally.read();
    const latest = this.#tally.latest;
    if (this.#broken || !latest) return;
    const epoch = Math.ceil(latest.step / this.#plan.stepsPerEpoch);
    this.#hooks.onStep?.({ ...latest, epoch, fraction: latest.step / this.#plan.steps });
  }

  async #refuseBroken(): Promise<void> {
    if (this.#broken) throw await this.#net.catch(this.#broken.step, this.#broken.loss);
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
    const turn = async (): Promise<void> => {
      await yieldToEvents();
      if (this.#control.state === 'stopped') throw new Ending('stopped');
    };
    return evaluate(this.#network, this.#dataset, 'test', this.#options, turn, this.#feed);
  }
}
