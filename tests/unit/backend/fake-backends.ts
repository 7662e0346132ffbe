/** Graphics processors that are none: the plain backend under another's name, which can be slow, wrong, silent or lost. */
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName, Looks } from '../../../src/backend/candidates.js';
import { losable } from '../../../src/backend/gpu/loss.js';
import { prepareBackends } from '../../../src/backend/packages.js';

export interface Fault {
  /** Milliseconds that every gradient of a filter takes longer. */
  slow?: number;
  /** It never starts. */
  dead?: boolean;
  /** Its convolutions have wrong gradients. */
  wrong?: boolean;
  /** From the time this is true on, no answer ever comes; or every answer is refused. */
  silent?: () => boolean;
  lost?: () => boolean;
  /** It has no room for tensors of so many numbers. */
  noRoomFor?: number;
}

export class FakeBackend extends MathBackendCPU {
  /** It holds no samples. */
  readonly device = { limits: { maxStorageBufferBindingSize: 0, maxBufferSize: 0 } };
  readonly #fault: Fault;
  /** Takes its device away, and its numbers with it. */
  readonly lose: (reason: Error) => void;

  constructor(fault: Fault) {
    super();
    this.#fault = fault;
    this.lose = losable(this);
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): object {
    if (values?.length === this.#fault.noRoomFor) throw new Error('Out of memory.');
    return super.write(values, shape, dtype);
  }

  override async read(dataId: object): Promise<tf.BackendValues> {
    if (this.#fault.silent?.()) return new Promise(() => {});
    if (this.#fault.lost?.()) this.lose(new Error('Device was lost.'));
    return super.read(dataId);
  }
}

/** A kernel of the plain backend whose answers are all `factor` times too large. */
export function scaled(kernelFunc: tf.KernelFunc, factor: number): tf.KernelFunc {
  return (call) => {
    const result = kernelFunc(call) as tf.TensorInfo;
    const values = (call.backend as MathBackendCPU).data.get(result.dataId).values as Float32Array;
    for (const [i, value] of values.entries()) values[i] = value * factor;
    return result;
  };
}

/** A kernel that keeps its thread busy for `ms` milliseconds more. */
function slowed(kernelFunc: tf.KernelFunc, ms: number): tf.KernelFunc {
  return (call) => {
    for (const end = performance.now() + ms; performance.now() < end; );
    return kernelFunc(call);
  };
}

export type FakeName = 'webgpu' | 'webgl';

/** Puts a fake in the place of `name`, for the whole page. The instances that were started are added to `started`. */
export function fake(name: FakeName, fault: Fault = {}, started: FakeBackend[] = []): void {
  prepareBackends();
  for (const { kernelName } of tf.getKernelsForBackend(name)) tf.unregisterKernel(kernelName, name);
  for (const kernel of tf.getKernelsForBackend('cpu')) {
    const { kernelName } = kernel;
    let { kernelFunc } = kernel;
    if (kernelName === 'Conv2DBackpropFilter' && fault.wrong) kernelFunc = scaled(kernelFunc, 1.1);
    if (kernelName === 'Conv2DBackpropFilter' && fault.slow) kernelFunc = slowed(kernelFunc, fault.slow);
    tf.registerKernel({ kernelName, backendName: name, kernelFunc });
  }
  tf.removeBackend(name);
  tf.registerBackend(name, async () => {
    if (fault.dead) return new Promise<tf.KernelBackend>(() => {});
    const backend = new FakeBackend(fault);
    started.push(backend);
    return backend;
  });
}

const real = (name: string) => ({ available: true, preferred: true, words: `${name} on a fake card.` });
const none = { available: false, preferred: false, words: 'None here.' };

/** A machine with these graphics processors. */
export const machineWith = (...gpus: BackendName[]): Looks => ({
  webgpu: () => (gpus.includes('webgpu') ? real('WebGPU') : none),
  webgl: () => (gpus.includes('webgl') ? real('WebGL') : none),
  wasm: () => ({ available: true, preferred: true, words: 'WebAssembly with SIMD.' }),
  cpu: () => ({ available: true, preferred: true, words: 'Plain JavaScript, the slowest.' }),
});

export const shortLimits = { start: 300, test: 2000, read: 500, steps: 20_000 };
