/** The engine's account of itself. */

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

export interface BackendReport {
  name: BackendName;
  available: boolean;
  /** It reproduced known gradients here; undefined where it was not tried. */
  trustworthy?: boolean;
  /** Median milliseconds of a training step of the current network, where measured. */
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
