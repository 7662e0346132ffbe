/** What a run is going to do, or why it cannot: everything is checked before anything changes. */
import { PlaygroundError } from '../../contract/playground-error.js';
import type { TrainOptions } from '../../contract/training.js';
import { checkNames, shown } from '../../data/words.js';
import { assertFit } from '../fit.js';
import type { Learner, LearningMaterial } from './learner.js';

export interface Plan {
  stepsPerEpoch: number;
  /** Updates in all. */
  steps: number;
}

/** @throws PlaygroundError `data-mismatch` or `network-invalid`, in words that say what to do */
export function planTraining(network: Learner, dataset: LearningMaterial, options: TrainOptions): Plan {
  assertOptions(options);
  assertFit(network, dataset);
  if (network.trainable.length === 0) {
    throw new PlaygroundError('network-invalid', 'There is nothing to train: every layer is frozen or without weights. Unfreeze one.');
  }
  if (dataset.train.length === 0) refuse('There are no training samples. Choose a larger split.');
  const stepsPerEpoch = Math.ceil(dataset.train.length / options.batchSize);
  return { stepsPerEpoch, steps: Math.min((options.epochs ?? Infinity) * stepsPerEpoch, options.steps ?? Infinity) };
}

const names: readonly string[] = [
  'optimizer',
  'learningRate',
  'momentum',
  'batchSize',
  'epochs',
  'steps',
  'loss',
  'augment',
  'evaluateEvery',
  'targets',
  'seed',
] satisfies (keyof TrainOptions)[];

/** Scripts and links write options too, so no type is taken for granted. An option is left out by `undefined`, not by `null`. */
function assertOptions(options: TrainOptions): void {
  if (typeof options !== 'object' || options === null) {
    refuse('Training needs options: { optimizer, learningRate, batchSize, epochs, loss }.');
  }
  checkNames(options, names);
  const { learningRate, momentum = 0, batchSize, epochs, steps, augment = false, evaluateEvery, targets = [0, 1], seed = 1 } = options;
  if (!(Number.isFinite(learningRate) && learningRate > 0))
    refuse(`The learning rate must be a positive number, not ${shown(learningRate)}.`);
  if (!(Number.isFinite(momentum) && momentum >= 0 && momentum < 1)) {
    refuse(`The momentum must be at least 0 and below 1, not ${shown(momentum)}.`);
  }
  assertCount('batch size', batchSize);
  if (epochs === undefined && steps === undefined) refuse('Say how long to train: a number of epochs or of steps.');
  if (epochs !== undefined) assertCount('number of epochs', epochs);
  if (steps !== undefined) assertCount('number of steps', steps);
  if (evaluateEvery !== undefined) assertCount('number of steps between evaluations', evaluateEvery);
  if (typeof augment !== 'boolean') refuse(`Augment must be true or false, not ${shown(augment)}.`);
  if (!(Array.isArray(targets) && targets.length === 2 && targets.every(Number.isFinite))) {
    refuse(`The targets must be a list of two numbers, not ${shown(targets)}.`);
  }
  if (!Number.isFinite(seed)) refuse(`The seed must be a number, not ${shown(seed)}.`);
}

function assertCount(what: string, value: number): void {
  if (!(Number.isInteger(value) && value > 0)) refuse(`The ${what} must be a whole number above 0, not ${shown(value)}.`);
}

function refuse(message: string): never {
  throw new PlaygroundError('data-mismatch', message);
}
