/** The engine's account of itself. */

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

export interface BackendReport {
  name: BackendName;
  available: boolean;
  /** It reproduced known gradients here, trained when it was asked to, and has not lost its device since; undefined where it was not tried. */
  trustworthy?: boolean;
  /**
   * Median milliseconds of a training step of the network that was trained last: of its run where it runs on this one, else of the
   * few steps that were measured to compare. Undefined where none was.
   */
  msPerStep?: number;
  /** Why it was taken or not, in words. */
  why?: string;
}

export interface EngineInfo {
  backend: BackendName;
  backends: BackendReport[];
  /** Tensors alive in the engine. */
  tensors: number;
  /** Bytes they hold. */
  bytes: number;
}
