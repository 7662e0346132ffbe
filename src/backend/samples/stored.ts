/** Samples of a dataset, and how network inputs are made of them. */
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * An input is a window of a sample, `height × width` pixels of `channels` numbers: a walk from pixel to pixel through the stored values,
 * each of which is looked up in a table where it is an 8-bit one.
 */
export interface StoredSamples {
  /** Row-major [count, size]. */
  readonly values: Uint8Array | Float32Array;
  /** Stored values of one sample. */
  readonly size: number;
  /** Shape of one network input. */
  readonly shape: readonly number[];
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** The input value of each 8-bit value, [channels, 256]; null where the values are not 8-bit. */
  readonly table: Float32Array | null;
  /**
   * The same as a line for each channel, [channels, 4]: (v · slope + offset) + (v · slopeRest + offsetRest), each operation rounded to float32.
   * null where there is none.
   */
  readonly lines: Float32Array | null;
  /** The values to keep: 8-bit ones as they are, others as they are in inputs. */
  ready(): Uint8Array | Float32Array;
}

/**
 * Numbers in a view of a sample: its index, where the walk starts within it, and how far it is to the pixel on the right and to the one
 * below.
 */
export const viewLength = 4;

/** Samples a backend holds, or has at hand. */
export interface HeldSamples {
  /** @param views one a row, `viewLength` whole numbers each; @returns [rows, ...shape] */
  take(views: Int32Array): Tensor;
  dispose(): void;
}
