/** Inputs made by the device from samples it holds: only which samples, and how they are seen, is sent. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../../../data/random.js';
import { viewLength } from '../../../data/view.js';
import type { LearningMaterial } from '../learner.js';
import type { Feed, HeldSamples } from './feed.js';

export class DeviceFeed implements Feed {
  readonly fixedShapes: boolean;
  readonly #dataset: Pick<LearningMaterial, 'views'>;
  readonly #held: HeldSamples;

  constructor(dataset: Pick<LearningMaterial, 'views'>, held: HeldSamples, fixedShapes: boolean) {
    this.fixedShapes = fixedShapes;
    this.#dataset = dataset;
    this.#held = held;
  }

  centred(indices: Int32Array, rows = indices.length): Tensor {
    return this.#held.take(filledUp(this.#dataset.views(indices), rows));
  }

  random(indices: Int32Array, random: Random, augment: boolean, rows = indices.length): Tensor {
    return this.#held.take(filledUp(this.#dataset.views(indices, random, augment), rows));
  }

  dispose(): void {
    this.#held.dispose();
  }
}

/** Views for `rows` rows: the first is repeated where there are fewer. */
function filledUp(views: Int32Array, rows: number): Int32Array {
  if (views.length === rows * viewLength) return views;
  const filled = new Int32Array(rows * viewLength);
  filled.set(views);
  for (let at = views.length; at < filled.length; at++) filled[at] = views[at % viewLength] ?? 0;
  return filled;
}
