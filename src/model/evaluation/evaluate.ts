/** How well a network does on a split: loss, accuracy, what is mistaken for what. */
import { slice, tensor } from '@tensorflow/tfjs-core';
import type { Split } from '../../contract/dataset.js';
import type { Evaluation } from '../../contract/evaluation.js';
import type { TrainOptions } from '../../contract/training.js';
import { yieldToEvents } from '../../data/breath.js';
import { assertFit } from '../fit.js';
import type { Feed } from '../training/feeds/feed.js';
import { HostFeed } from '../training/feeds/host-feed.js';
import type { Head, Learner, LearningMaterial } from '../training/learner.js';
import { lossNamed } from '../training/losses/table.js';
import { oneHot, writeTargets } from '../training/targets.js';
import { score } from './scores.js';
import { splitIndices } from './split-indices.js';
import { sweep } from './sweep.js';

/** What is measured: a loss and its targets, as in the options of a run. */
type Objective = Pick<TrainOptions, 'loss' | 'targets'>;

/** The loss that suits a network which was never trained here. */
const suited: Record<Head, Objective> = {
  linear: { loss: 'categorical-cross-entropy' },
  softmax: { loss: 'categorical-cross-entropy' },
  sigmoid: { loss: 'binary-cross-entropy' },
};

/**
 * @param objective the loss to report; the one that suits the network's last layer by default
 * @param turn called between batches of at most 256 samples; throwing from it ends the evaluation
 * @param feed where the inputs come from
 * @throws PlaygroundError `data-mismatch` where network and data do not belong together or there is no such split, `busy` where the network
 *   was replaced meanwhile
 */
export async function evaluate(
  network: Learner,
  dataset: LearningMaterial,
  split: Split,
  objective: Objective = suited[network.head],
  turn: () => Promise<void> = yieldToEvents,
  feed: Feed = new HostFeed(dataset),
): Promise<Evaluation> {
  assertFit(network, dataset);
  const indices = splitIndices(dataset, split);
  const labels = indices.map((index) => dataset.labels[index] ?? 0);
  const { classNames } = dataset.info;
  const loss = lossNamed(objective.loss);
  const { probabilities, mean } = await sweep(network, {
    count: indices.length,
    fixedShapes: feed.fixedShapes,
    inputs: (start, end, rows) => feed.centred(indices.subarray(start, end), rows),
    measure: (logits, start, end) => {
      const shape: [number, number] = [end - start, classNames.length];
      const targets = new Float32Array(shape[0] * shape[1]);
      writeTargets(labels.subarray(start, end), classNames.length, objective.targets ?? oneHot, targets);
      const counted = logits.shape[0] === shape[0] ? logits : slice(logits, [0, 0], shape);
      return loss.value(counted, tensor(targets, shape), network.head);
    },
    turn,
  });
  return { loss: mean, ...score(probabilities, labels, classNames) };
}
