/** The training loop for gradient descent on one sample a step, where the backend has a faster way than tensors. */
import type { TrainOptions } from '../../../contract/training.js';
import type { Random } from '../../../data/random.js';
import { BatchScores } from '../batch-scores.js';
import type { Learner, LearningMaterial } from '../learner.js';
import type { Plan } from '../plan.js';
import type { Progress } from '../progress.js';
import type { RunControl } from '../run-control.js';
import { chainOf } from '../dense/chain.js';
import type { OpenDenseChain } from './dense-chain.js';
import { Samples } from './samples.js';
import { Stepper } from './stepper.js';

/** What a run works with, as `train` has put it together. */
interface Run {
  network: Learner;
  dataset: LearningMaterial;
  options: TrainOptions;
  plan: Plan;
  /** Draws the order of the samples. */
  order: Random;
  /** Draws crops and turns. */
  views: Random;
  control: RunControl;
  progress: Progress;
}

/**
 * Trains as batches of one would, to the rounding of float32.
 * @returns false where it cannot, and nothing has changed: for other batch sizes, optimizers, layers and backends
 */
export async function trainOneByOne(run: Run, open: OpenDenseChain | undefined): Promise<boolean> {
  const { network, dataset, options, plan, order, views, control, progress } = run;
  if (!open || options.batchSize !== 1 || options.optimizer !== 'sgd') return false;
  const links = chainOf(network);
  const chain = links && open(links, options.learningRate);
  if (!chain) return false;
  try {
    const samples = new Samples(dataset, options, chain.ahead, order, views);
    const scores = new BatchScores(network.head, dataset.info.classNames.length, options);
    const stepper = new Stepper(links, chain, scores, samples);
    const every = options.evaluateEvery ?? plan.stepsPerEpoch;
    for (let step = 0; step < plan.steps; ) {
      if (progress.mustWait) await progress.wait();
      network.assertAlive();
      const untilReport = every - (step % every);
      const most = control.state === 'running' ? untilReport : 1; // one for each single step that was asked for
      const steps = stepper.advance(most, plan.steps - step);
      progress.recordSteps(step + 1, steps, 1);
      step += steps.losses.length;
      if (step === plan.steps || step % every === 0) await progress.report({ epoch: Math.ceil(step / plan.stepsPerEpoch), step });
    }
    return true;
  } finally {
    chain.dispose();
  }
}
