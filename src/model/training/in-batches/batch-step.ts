/** One step of training on a batch through dense layers, without a tensor but the inputs. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { TrainOptions } from '../../../contract/training.js';
import { BatchScores } from '../batch-scores.js';
import { chainOf } from '../dense/chain.js';
import type { Learner } from '../learner.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import { rowsOf } from '../rows-of.js';
import type { Steps } from '../tally.js';
import type { Answers, DenseBatches, OpenDenseBatches } from './dense-batches.js';

/** @param rows samples in a batch at most; @returns null where the network is no chain of dense layers, or the backend has no such step */
export function openBatchStep(
  network: Learner,
  optimizer: Optimizer,
  options: Pick<TrainOptions, 'loss' | 'targets'>,
  rows: number,
  open: OpenDenseBatches | undefined,
): BatchStep | null {
  const links = open && chainOf(network);
  const classes = links?.at(-1)?.kernel.shape[1];
  if (!links || !classes) return null;
  const updated = (weight: Variable) => ({ weight, kept: optimizer.kept(weight) });
  const layers = links.map(({ kernel, bias, activation }) => ({ kernel: updated(kernel), bias: bias && updated(bias), activation }));
  const chain = open(layers, rows);
  return chain && new BatchStep(chain, optimizer, new BatchScores(network.head, classes, options), classes);
}

export class BatchStep {
  readonly #chain: DenseBatches;
  readonly #optimizer: Optimizer;
  readonly #scores: BatchScores;
  readonly #classes: number;
  /** The rows of the answers and of their slopes, as the chain has given them last. */
  #answers: Answers | undefined;
  #values: readonly Float32Array[] = [];
  #slopes: readonly Float32Array[] = [];
  readonly #result = { losses: new Float32Array(1), right: new Int32Array(1) };

  constructor(chain: DenseBatches, optimizer: Optimizer, scores: BatchScores, classes: number) {
    this.#chain = chain;
    this.#optimizer = optimizer;
    this.#scores = scores;
    this.#classes = classes;
  }

  /**
   * @param inputs [batch, ...]; it is used up
   * @param labels the classes of the batch
   * @returns what the next call writes over
   */
  learn(inputs: Tensor, labels: Int32Array): Steps {
    try {
      if (inputs.shape[0] !== labels.length) throw new Error(`${inputs.shape[0]} inputs for ${labels.length} labels.`);
      this.#find(this.#chain.forward(inputs));
      const { loss, right } = this.#scores.of(this.#values, labels, this.#slopes);
      this.#result.losses[0] = loss;
      this.#result.right[0] = right;
      this.#chain.backward(this.#optimizer.begin());
      return this.#result;
    } finally {
      inputs.dispose();
    }
  }

  dispose(): void {
    this.#chain.dispose();
  }

  #find(answers: Answers): void {
    if (answers === this.#answers) return;
    this.#answers = answers;
    this.#values = rowsOf(answers.values, this.#classes);
    this.#slopes = rowsOf(answers.slopes, this.#classes);
  }
}
