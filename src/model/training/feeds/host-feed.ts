/** Inputs prepared on the processor and handed to the device batch by batch. */
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../../../data/random.js';
import { product } from '../../../data/shape.js';
import type { LearningMaterial } from '../learner.js';
import type { Feed } from './feed.js';

type Material = Pick<LearningMaterial, 'info' | 'prepare' | 'prepareRandomly'>;

/** A tensor it has made must be used up before the next is asked for: both are written into the same memory. */
export class HostFeed implements Feed {
  readonly fixedShapes: boolean;
  readonly #dataset: Material;
  readonly #size: number;
  #buffer = new Float32Array(0);

  constructor(dataset: Material, fixedShapes = false) {
    this.fixedShapes = fixedShapes;
    this.#dataset = dataset;
    this.#size = product(dataset.info.sampleShape);
  }

  centred(indices: Int32Array, rows = indices.length): Tensor {
    const inputs = this.#inputs(rows);
    this.#dataset.prepare(indices, inputs);
    return this.#tensor(inputs, rows);
  }

  random(indices: Int32Array, random: Random, augment: boolean, rows = indices.length): Tensor {
    const inputs = this.#inputs(rows);
    this.#dataset.prepareRandomly(indices, inputs, random, augment);
    return this.#tensor(inputs, rows);
  }

  dispose(): void {
    this.#buffer = new Float32Array(0);
  }

  /** Room for `rows` inputs. What an earlier batch has left in rows that are not written is as good as anything. */
  #inputs(rows: number): Float32Array {
    if (this.#buffer.length < rows * this.#size) this.#buffer = new Float32Array(rows * this.#size);
    return this.#buffer.subarray(0, rows * this.#size);
  }

  #tensor(inputs: Float32Array, rows: number): Tensor {
    return tensor(inputs, [rows, ...this.#dataset.info.sampleShape]);
  }
}
