/** How good the answers for a batch are, in plain arithmetic: the loss, its slopes, and how many answers are right. */
import type { TrainOptions } from '../../contract/training.js';
import { largest } from '../evaluation/scores.js';
import { type PlainLoss, plainLosses } from './losses/plain.js';
import type { Head } from './learner.js';
import { rowsOf } from './rows-of.js';
import { oneHot, writeTargets } from './targets.js';

export interface Score {
  /** The mean over the batch, a float32 number: beyond their range it is infinite. */
  loss: number;
  /** Of how many samples the largest output was that of the true class. */
  right: number;
}

export class BatchScores {
  readonly #loss: PlainLoss;
  /** What the answers should be, for each class. */
  readonly #targets: readonly Float32Array[];
  /** For slopes that nobody asks for. */
  readonly #unasked: Float32Array;

  constructor(head: Head, classes: number, { loss, targets = oneHot }: Pick<TrainOptions, 'loss' | 'targets'>) {
    this.#loss = plainLosses[loss](head, classes);
    const all = new Float32Array(classes * classes);
    writeTargets(
      Int32Array.from({ length: classes }, (_, label) => label),
      classes,
      targets,
      all,
    );
    this.#targets = rowsOf(all, classes);
    this.#unasked = new Float32Array(classes);
  }

  /**
   * @param logits a row of [classes] for each label; more rows are not looked at
   * @param slopes receive ∂loss/∂logits
   */
  of(logits: readonly Float32Array[], labels: Int32Array, slopes?: readonly Float32Array[]): Score {
    let [loss, right] = [0, 0];
    for (let row = 0; row < labels.length; row++) {
      const [z, label, own] = [logits[row] as Float32Array, labels[row] as number, slopes?.[row] ?? this.#unasked];
      loss += this.#loss(z, this.#targets[label] as Float32Array, own);
      right += Number(largest(z, 0, z.length) === label);
      if (slopes) for (let i = 0; i < own.length; i++) own[i] = (own[i] as number) / labels.length;
    }
    return { loss: Math.fround(loss / labels.length), right };
  }
}
