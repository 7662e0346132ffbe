/**
 * Kernels made of other kernels. A kernel works below the tape and below `tidy`: whatever it makes on the way it must free
 * itself, and `compose` sees to that.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { getKernel, type KernelFunc, type NamedAttrMap, type NamedTensorInfoMap, type TensorInfo } from '@tensorflow/tfjs-core';

export type Shape4D = [number, number, number, number];

/** What a kernel is called with: the names of its inputs, and TensorFlow.js's own type of its attributes. */
export interface KernelCall<Inputs extends string, Attributes> {
  inputs: Record<Inputs, TensorInfo>;
  attrs: Attributes;
  backend: BackendWasm;
  /** The kernel tfjs-backend-wasm came with; absent where it has none. */
  original: KernelFunc | undefined;
}

/** Leaves a call to the kernel tfjs-backend-wasm came with. */
export function leaveToOriginal(name: string, { original, inputs, attrs, backend }: KernelCall<string, object>): TensorInfo {
  if (!original) throw new Error(`The WASM backend has no kernel ${name}.`);
  return original({ inputs, attrs: attrs as NamedAttrMap, backend }) as TensorInfo;
}

/** Runs kernels of the WASM backend and remembers what they made. */
export class Scratch {
  readonly backend: BackendWasm;
  readonly #made: TensorInfo[] = [];

  constructor(backend: BackendWasm) {
    this.backend = backend;
  }

  /** One kernel with a single output. `original` runs in place of the registered kernel, for a kernel that mends itself. */
  run(
    name: string,
    inputs: object,
    attrs: object = {},
    original: KernelFunc | undefined = getKernel(name, 'wasm')?.kernelFunc,
  ): TensorInfo {
    if (!original) throw new Error(`The WASM backend has no kernel ${name}.`);
    const call = { inputs: inputs as NamedTensorInfoMap, attrs: attrs as NamedAttrMap, backend: this.backend };
    const output = original(call);
    if (Array.isArray(output)) throw new Error(`${name} has ${output.length} outputs; one was expected.`);
    this.#made.push(output);
    return output;
  }

  /** Frees `made` with the rest. */
  own(made: TensorInfo): void {
    this.#made.push(made);
  }

  /** An uninitialised float32 tensor. */
  make(shape: number[]): TensorInfo {
    const output = this.backend.makeOutput(shape, 'float32');
    this.#made.push(output);
    return output;
  }

  transpose(x: TensorInfo, perm: number[]): TensorInfo {
    return this.run('Transpose', { x }, { perm });
  }

  reshape(x: TensorInfo, shape: number[]): TensorInfo {
    return this.run('Reshape', { x }, { shape });
  }

  /** Frees everything made but `kept`. Reshaped tensors share their memory and are counted, so each is given back once. */
  release(kept?: TensorInfo): void {
    for (const made of this.#made) if (made !== kept) this.backend.disposeData(made.dataId);
  }
}

/** The result of `recipe`; all else it made is freed, also when it throws. */
export function compose(backend: BackendWasm, recipe: (scratch: Scratch) => TensorInfo): TensorInfo {
  const scratch = new Scratch(backend);
  let result: TensorInfo | undefined;
  try {
    result = recipe(scratch);
    return result;
  } finally {
    scratch.release(result);
  }
}

/**
 * The numbers of a float32 tensor in the WASM memory itself: read and write in place. Take it after the last allocation, since
 * memory that grows leaves older views empty.
 */
export function numbersOf(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  if (tensor.dtype !== 'float32') throw new Error(`Expected float32 numbers, got ${tensor.dtype}.`);
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}
