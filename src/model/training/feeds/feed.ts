/** Where a batch's inputs come from: prepared here from the dataset's samples, or by the device, which holds the samples itself. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../../../data/random.js';
import type { StoredSamples } from '../../../data/stored.js';

export interface Feed {
  /**
   * The device compiles its programs for each shape anew, so batches should all have the same number of rows: asked for more `rows` than
   * indices, a feed fills the others with finite numbers.
   */
  readonly fixedShapes: boolean;
  /** Inputs as evaluation sees them, [rows, ...sampleShape]. The tensor is the caller's. */
  centred(indices: Int32Array, rows?: number): Tensor;
  /** Inputs as training sees them, drawn from `random` as `Dataset.prepareRandomly` does. The tensor is the caller's. */
  random(indices: Int32Array, random: Random, augment: boolean, rows?: number): Tensor;
  /** Frees what it holds on the device. */
  dispose(): void;
}

/** What a backend offers to those who feed it. */
export interface SampleStore {
  /** Whether it compiles its programs for each shape anew. */
  fixedShapes(): boolean;
  /**
   * Takes samples over to the device; null where they do not fit, or nothing is gained by it.
   * @param asRows whether the network takes each input as a row of numbers, whatever its shape: the device may lay them out for that
   */
  hold(samples: StoredSamples, asRows: boolean): Promise<HeldSamples | null>;
}

/** Samples on a device, which makes inputs of them by itself. */
export interface HeldSamples {
  /** @param views one a row, as `Dataset.views` writes them; @returns [rows, ...sampleShape], the same numbers as prepared from the dataset */
  take(views: Int32Array): Tensor;
  dispose(): void;
}
