/** The training samples one after the other, prepared some ahead: the same ones in the same order as batches of one. */
import type { TrainOptions } from '../../../contract/training.js';
import type { Random } from '../../../data/random.js';
import { product } from '../../../data/shape.js';
import type { LearningMaterial } from '../learner.js';

export class Samples {
  /** [ahead, ...sampleShape] */
  readonly inputs: Float32Array;
  readonly labels: Int32Array;
  readonly #dataset: LearningMaterial;
  readonly #augment: boolean;
  readonly #order: Random;
  readonly #views: Random;
  readonly #indices: Int32Array;
  readonly #chosen: Int32Array;
  /** How many of `#indices` this epoch has used. */
  #used = 0;

  /** @param order and views as for `batches` */
  constructor(dataset: LearningMaterial, { augment = false }: Pick<TrainOptions, 'augment'>, ahead: number, order: Random, views: Random) {
    this.#dataset = dataset;
    this.#augment = augment;
    this.#order = order;
    this.#views = views;
    this.inputs = new Float32Array(ahead * product(dataset.info.sampleShape));
    this.labels = new Int32Array(ahead);
    this.#chosen = new Int32Array(ahead);
    this.#indices = dataset.train.slice();
  }

  /** Puts the next `count` samples in the places from 0 on. */
  prepare(count: number): void {
    for (let i = 0; i < count; i++) {
      const index = this.#next();
      this.#chosen[i] = index;
      this.labels[i] = this.#dataset.labels[index] ?? 0;
    }
    this.#dataset.prepareRandomly(this.#chosen.subarray(0, count), this.inputs, this.#views, this.#augment);
  }

  #next(): number {
    if (this.#used === 0) this.#order.shuffle(this.#indices);
    const index = this.#indices[this.#used] as number;
    this.#used = (this.#used + 1) % this.#indices.length;
    return index;
  }
}
