/** Mini-batches: the training set in a new random order each epoch, cut into pieces. */
import type { TrainOptions } from '../../contract/training.js';
import type { Random } from '../../data/random.js';
import { product } from '../../data/shape.js';
import type { LearningMaterial } from './learner.js';
import type { Plan } from './plan.js';
import { oneHot, writeTargets } from './targets.js';

export interface Batch {
  /** From 1. */
  epoch: number;
  /** From 1, over the whole run. */
  step: number;
  /** Number of samples; the last batch of an epoch may be smaller. */
  size: number;
  /** [size, ...sampleShape]. Written anew by the next batch, as are the targets. */
  inputs: Float32Array;
  /** [size, classes] */
  targets: Float32Array;
  labels: Int32Array;
  /** A report falls due after this batch. */
  reportDue: boolean;
}

/**
 * Every batch of a run, in order.
 * @param order draws the order of the samples
 * @param views draws crops, turns and mirrorings: a stream of its own, so that switching them on leaves the order as it is
 */
export function* batches(
  dataset: LearningMaterial,
  { batchSize, augment = false, evaluateEvery, targets = oneHot }: TrainOptions,
  { steps, stepsPerEpoch }: Plan,
  order: Random,
  views: Random,
): Generator<Batch> {
  const indices = dataset.train.slice();
  const sampleSize = product(dataset.info.sampleShape);
  const classes = dataset.info.classNames.length;
  const largest = Math.min(batchSize, indices.length);
  const inputBuffer = new Float32Array(largest * sampleSize);
  const targetBuffer = new Float32Array(largest * classes);

  for (let step = 1; step <= steps; step++) {
    const inEpoch = (step - 1) % stepsPerEpoch;
    if (inEpoch === 0) order.shuffle(indices);
    const chosen = indices.subarray(inEpoch * batchSize, (inEpoch + 1) * batchSize);
    const size = chosen.length;
    const inputs = inputBuffer.subarray(0, size * sampleSize);
    const targetRows = targetBuffer.subarray(0, size * classes);
    const labels = chosen.map((index) => dataset.labels[index] ?? 0);
    dataset.prepareRandomly(chosen, inputs, views, augment);
    writeTargets(labels, classes, targets, targetRows);
    const reportDue = step === steps || step % (evaluateEvery ?? stepsPerEpoch) === 0;
    yield { epoch: Math.ceil(step / stepsPerEpoch), step, size, inputs, targets: targetRows, labels, reportDue };
  }
}
