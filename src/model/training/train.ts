/** How a network learns: look at a few samples, see how wrong it is, move every weight a little downhill, repeat. */
import { keep, type Scalar, type Tensor, tensor, tidy, variableGrads } from '@tensorflow/tfjs-core';
import type { RunEnd, TrainOptions } from '../../contract/training.js';
import { Random } from '../../data/random.js';
import { type Batch, batches } from './batches.js';
import { Ending } from './ending.js';
import type { Learner, LearningMaterial } from './learner.js';
import { lossNamed } from './losses/table.js';
import type { Loss } from './losses/loss.js';
import { optimizerNamed } from './optimizers/table.js';
import type { Optimizer } from './optimizers/optimizer.js';
import { planTraining } from './plan.js';
import { Progress, type TrainingHooks, type TrainingReport } from './progress.js';
import type { RunControl } from './run-control.js';
import type { Outcome } from './tally.js';

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
  const optimizer = optimizerNamed(options.optimizer).create({ ...options, onePass: hooks.onePass });
  const random = new Random(options.seed ?? 1);
  const [order, views, masks] = [random.fork(), random.fork(), random.fork()];
  const progress = new Progress(network, dataset, options, plan, control, hooks);
  try {
    await progress.begin();
    for (const batch of batches(dataset, options, plan, order, views)) {
      if (progress.mustWait) await progress.wait();
      network.assertAlive();
      network.reseed(masks); // new dropout masks
      progress.record(batch, learn(network, loss, optimizer, batch));
      if (batch.reportDue) await progress.report(batch);
    }
    return { reason: 'finished', history: progress.history };
  } catch (ending) {
    if (!(ending instanceof Ending)) throw ending;
    return { reason: ending.reason, message: ending.message, history: progress.history };
  } finally {
    optimizer.dispose();
    progress.dispose();
  }
}

/** One update of the weights: answers, loss, gradient, step. The caller owns the tensors it returns. */
function learn(network: Learner, loss: Loss, optimizer: Optimizer, batch: Batch): Outcome {
  return tidy(() => {
    const x = tensor(batch.inputs, [batch.size, ...network.info.inputShape]); // [batch, ...inputShape]
    const t = tensor(batch.targets, [batch.size, batch.targets.length / batch.size]); // [batch, classes]
    const outcome: { logits?: Tensor } = {};
    const { value, grads } = variableGrads(() => {
      const logits = keep(network.logits(x, { training: true })); // [batch, classes]
      outcome.logits = logits;
      return loss.value(logits, t, network.head) as Scalar;
    }, [...network.trainable]);
    optimizer.apply(
      network.trainable,
      network.trainable.map(({ name }) => grads[name]),
    );
    return { loss: value, logits: outcome.logits as Tensor };
  });
}
