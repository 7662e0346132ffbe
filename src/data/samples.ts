/** Samples as a reader or a simulator hands them over: before labels are chosen, split and prepared. */
export interface RawSamples {
  /** Row-major, shape `shape`; 8-bit stays 8-bit until a batch is made. */
  values: Uint8Array | Float32Array;
  /** `[n, height, width, channels]` for pictures. */
  shape: number[];
  /** Class of each sample by its original number, n of them. */
  labels: Int32Array;
  /** Names by original label, where the source has them. */
  classNames: readonly string[] | null;
  /** Letters of the channels, where the source has them: ['g', 'r', 'i']. */
  bands: readonly string[] | null;
  /** The URL, the file's name, or the `synthetic:` name. */
  source: string;
  synthetic: boolean;
}
