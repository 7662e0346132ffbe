/** Samples as they are stored, with what it takes to make network inputs of them: for devices that do so by themselves. */
export interface StoredSamples {
  /** Row-major [count, size]. */
  readonly values: Uint8Array | Float32Array;
  /** Stored values of one sample. */
  readonly size: number;
  /** Shape of one network input. */
  readonly shape: readonly number[];
  /** The window that a walk goes over, in pixels, and the values of a pixel: `height × width × channels` make one input. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** The input value of each stored 8-bit value, [channels, 256]; null where the values are not 8-bit. */
  readonly table: Float32Array | null;
  /**
   * The same as a line for each channel, [channels, 4]: (v · slope + offset) + (v · slopeRest + offsetRest), each operation rounded to float32.
   * null where there is none.
   */
  readonly lines: Float32Array | null;
  /** The values to keep on a device: 8-bit ones as they are, to be looked up in `table`; others scaled and normalised. */
  ready(): Uint8Array | Float32Array;
}
