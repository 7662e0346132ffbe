/** Mini-batches: the training set in a new random order each epoch, cut into pieces. */
import type { TrainOptions } from '../../contract/training.js';
import type { Random } from '../../data/random.js';
import type { LearningMaterial } from './learner.js';
import type { Plan } from './plan.js';

export interface Batch {
  /** From 1. */
  epoch: number;
  /** From 1, over the whole run. */
  step: number;
  /** Which samples; the last batch of an epoch may be smaller. Written anew by the next epoch. */
  indices: Int32Array;
  /** Their classes. */
  labels: Int32Array;
  /** A report falls due after this batch. */
  reportDue: boolean;
}

/**
 * Every batch of a run, in order.
 * @param order draws the order of the samples
 */
export function* batches(
  dataset: Pick<LearningMaterial, 'train' | 'labels'>,
  { batchSize, evaluateEvery }: TrainOptions,
  { steps, stepsPerEpoch }: Plan,
  order: Random,
): Generator<Batch> {
  const samples = dataset.train.slice();
  for (let step = 1; step <= steps; step++) {
    const inEpoch = (step - 1) % stepsPerEpoch;
    if (inEpoch === 0) order.shuffle(samples);
    const indices = samples.subarray(inEpoch * batchSize, (inEpoch + 1) * batchSize);
    const labels = indices.map((index) => dataset.labels[index] ?? 0);
    const reportDue = step === steps || step % (evaluateEvery ?? stepsPerEpoch) === 0;
    yield { epoch: Math.ceil(step / stepsPerEpoch), step, indices, labels, reportDue };
  }
}
