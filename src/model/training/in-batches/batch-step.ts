/** One step of training on a batch through dense layers, without a tensor but the inputs. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { TrainOptions } from '../../../contract/training.js';
import { largest } from '../../evaluation/scores.js';
import { chainOf } from '../dense/chain.js';
import { type PlainLoss, plainLosses } from '../dense/losses.js';
import type { Learner } from '../learner.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import type { Steps } from '../tally.js';
import { oneHot, writeTargets } from '../targets.js';
import type { Answers, DenseBatches, OpenDenseBatches } from './dense-batches.js';

type Options = Pick<TrainOptions, 'loss' | 'targets'>;

/** @param rows samples in a batch at most; @returns null where the network is no chain of dense layers, or the backend has no such step */
export function openBatchStep(
  network: Learner,
  optimizer: Optimizer,
  options: Options,
  rows: number,
  open: OpenDenseBatches | undefined,
): BatchStep | null {
  const links = open && chainOf(network);
  const classes = links?.at(-1)?.kernel.shape[1];
  if (!links || !classes) return null;
  const updated = (weight: Variable) => ({ weight, kept: optimizer.kept(weight) });
  const layers = links.map(({ kernel, bias, activation }) => ({ kernel: updated(kernel), bias: bias && updated(bias), activation }));
  const chain = open(layers, rows);
  return chain && new BatchStep(chain, optimizer, plainLosses[options.loss](network.head, classes), options, rows, classes);
}

export class BatchStep {
  readonly #chain: DenseBatches;
  readonly #optimizer: Optimizer;
  readonly #loss: PlainLoss;
  readonly #targetValues: readonly [number, number];
  readonly #classes: number;
  /** [rows, classes], and its rows. */
  readonly #targets: Float32Array;
  readonly #targetRows: readonly Float32Array[];
  /** The rows of the answers and of their slopes, as the chain has given them last. */
  #answers: Answers | undefined;
  #values: readonly Float32Array[] = [];
  #slopes: readonly Float32Array[] = [];
  readonly #result = { losses: new Float32Array(1), right: new Int32Array(1) };

  constructor(chain: DenseBatches, optimizer: Optimizer, loss: PlainLoss, { targets }: Options, rows: number, classes: number) {
    this.#chain = chain;
    this.#optimizer = optimizer;
    this.#loss = loss;
    this.#targetValues = targets ?? oneHot;
    this.#classes = classes;
    this.#targets = new Float32Array(rows * classes);
    this.#targetRows = this.#rowsOf(this.#targets);
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
      writeTargets(labels, this.#classes, this.#targetValues, this.#targets);
      this.#score(labels);
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
    this.#values = this.#rowsOf(answers.values);
    this.#slopes = this.#rowsOf(answers.slopes);
  }

  /** The loss and its slopes: the mean over the batch. */
  #score(labels: Int32Array): void {
    const { losses, right } = this.#result;
    let [loss, hits] = [0, 0];
    for (let row = 0; row < labels.length; row++) {
      const [z, t, slopes] = [this.#values[row], this.#targetRows[row], this.#slopes[row]] as [Float32Array, Float32Array, Float32Array];
      loss += this.#loss(z, t, slopes);
      hits += Number(largest(z, 0, z.length) === labels[row]);
      for (let i = 0; i < slopes.length; i++) slopes[i] = (slopes[i] as number) / labels.length;
    }
    losses[0] = loss / labels.length;
    right[0] = hits;
  }

  #rowsOf(matrix: Float32Array): Float32Array[] {
    return Array.from({ length: matrix.length / this.#classes }, (_, row) =>
      matrix.subarray(row * this.#classes, (row + 1) * this.#classes),
    );
  }
}
