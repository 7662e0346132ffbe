/** How a network learns: look at a few samples, see how wrong it is, move every weight a little downhill, repeat. */
import { slice, type Tensor, tensor, variableGrads } from '@tensorflow/tfjs-core';
import type { RunEnd, TrainOptions } from '../../contract/training.js';
import { Random } from '../../data/random.js';
import { leavingNothing } from '../leaving-nothing.js';
import { type Batch, batches } from './batches.js';
import { Ending } from './ending.js';
import { openFeed } from './feeds/open.js';
import type { Learner, LearningMaterial } from './learner.js';
import { lossNamed } from './losses/table.js';
import { type Loss, onlySlope } from './losses/loss.js';
import { type BatchStep, openBatchStep } from './in-batches/batch-step.js';
import { trainOneByOne } from './one-by-one/train.js';
import { optimizerNamed } from './optimizers/table.js';
import type { Optimizer } from './optimizers/optimizer.js';
import { planTraining } from './plan.js';
import { Progress, type TrainingHooks, type TrainingReport } from './progress.js';
import type { RunControl } from './run-control.js';
import { oneHot, writeTargets } from './targets.js';

type TrainingEnd = Pick<RunEnd, 'reason' | 'message'> & { history: TrainingReport[] };

/**
 * Trains `network` in place. The same seed on the same backend (cpu, wasm) gives the same weights to the bit.
 * @returns how it ended: `finished`, `stopped`, or `diverged` with the last finite weights back in the network
 * @throws PlaygroundError `data-mismatch` or `network-invalid` before anything has changed; `busy` where
 *   the network was disposed of meanwhile; any other error is a failure of the device
 */
export async function train(
  network: Learner,
  dataset: LearningMaterial,
  options: TrainOptions,
  control: RunControl,
  hooks: TrainingHooks = {},
): Promise<TrainingEnd> {
  const plan = planTraining(network, dataset, options);
  const loss = lossNamed(options.loss);
  const method = optimizerNamed(options.optimizer);
  const feed = await openFeed(network, dataset, hooks.samples);
  const optimizer = method.create({ ...options, onePass: hooks.onePass });
  const largest = feed.fixedShapes && network.rowsApart ? Math.min(options.batchSize, dataset.train.length) : 0;
  const random = new Random(options.seed ?? 1);
  const [order, views, masks] = [random.fork(), random.fork(), random.fork()]; // switching crops or turns on leaves the order as it is
  const progress = new Progress(network, dataset, feed, options, plan, control, hooks);
  let withoutTensors: BatchStep | null = null;
  try {
    for (const variable of network.trainable) optimizer.kept(variable); // makes room for it before the clock runs
    await progress.begin();
    if (await trainOneByOne({ network, dataset, options, plan, order, views, control, progress }, hooks.denseChain)) {
      return { reason: 'finished', history: progress.history };
    }
    withoutTensors = openBatchStep(network, optimizer, options, Math.min(options.batchSize, dataset.train.length), hooks.denseBatches);
    for (const batch of batches(dataset, options, plan, order)) {
      if (progress.mustWait) await progress.wait();
      network.assertAlive();
      network.reseed(masks); // new dropout masks
      const rows = Math.max(largest, batch.indices.length);
      const inputs = () => feed.random(batch.indices, views, options.augment ?? false, rows);
      if (withoutTensors) progress.recordSteps(batch.step, withoutTensors.learn(inputs(), batch.labels), batch.labels.length);
      else progress.record(batch, learn(network, loss, optimizer, inputs, targetsOf(batch, dataset, options)));
      if (batch.reportDue) await progress.report(batch);
    }
    return { reason: 'finished', history: progress.history };
  } catch (ending) {
    if (!(ending instanceof Ending)) throw ending;
    return { reason: ending.reason, message: ending.message, history: progress.history };
  } finally {
    await progress.dispose();
    withoutTensors?.dispose();
    optimizer.dispose();
    feed.dispose();
  }
}

interface Targets {
  /** [batch, classes] */
  values: Float32Array;
  shape: [number, number];
}

function targetsOf({ labels }: Batch, { info }: LearningMaterial, { targets = oneHot }: TrainOptions): Targets {
  const shape: Targets['shape'] = [labels.length, info.classNames.length];
  const values = new Float32Array(shape[0] * shape[1]);
  writeTargets(labels, shape[1], targets, values);
  return { values, shape };
}

/**
 * One update of the weights: answers, slopes of the loss, gradient, step. The loss itself is worked out from the answers, once they are
 * read. Rows of the inputs beyond those of the targets fill the batch up: the loss does not see them, so that nothing is learned from them.
 * @returns the logits, [batch, classes], which are the caller's
 */
function learn(network: Learner, loss: Loss, optimizer: Optimizer, inputs: () => Tensor, { values, shape }: Targets): Tensor {
  return leavingNothing((keeping) => {
    const x = inputs(); // [rows, ...inputShape]
    const t = tensor(values, shape); // [batch, classes]
    const outcome: { logits?: Tensor } = {};
    const { grads } = variableGrads(() => {
      const answers = network.logits(x, { training: true }); // [rows, classes]
      const logits = keeping(x.shape[0] === shape[0] ? answers : slice(answers, [0, 0], shape)); // [batch, classes]
      outcome.logits = logits;
      return onlySlope(logits, (z) => loss.slope(z, t, network.head));
    }, [...network.trainable]);
    optimizer.apply(
      network.trainable,
      network.trainable.map(({ name }) => grads[name]),
    );
    return outcome.logits as Tensor;
  });
}
