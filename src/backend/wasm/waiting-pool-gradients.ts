/**
 * The gradient of max pooling over windows side by side: of each window one number, all others zero. Behind a convolution nobody needs the
 * zeros: its gradients take a list of the others (sparse-gradient.ts), and ReLU's and the bias's are as good as done on what was pooled.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { addressOf, numberBytes, sizeOf } from '../simd/memory.js';
import { inParallel, rangesOf } from '../threads/parallel.js';
import { reluGradient } from './relu-gradient.js';
import { kept, wait, type Waiting, waitingResult } from './waiting.js';

/** The windows that `images` were pooled by. */
export interface Windows {
  images: number;
  height: number;
  width: number;
  channels: number;
  /** Of a window. */
  rows: number;
  columns: number;
}

export class WaitingPoolGradient implements Waiting {
  /** `[images, height, width, channels]`: each window's number goes to its first largest of these. */
  readonly input: TensorInfo;
  /** The largest of each window, `[images, height / rows, width / columns, channels]`. */
  readonly pooled: TensorInfo;
  /** The number of each window. */
  readonly dy: TensorInfo;
  readonly windows: Windows;
  readonly #backend: BackendWasm;

  constructor(backend: BackendWasm, tensors: Record<'input' | 'pooled' | 'dy', TensorInfo>, windows: Windows) {
    this.#backend = backend;
    this.windows = windows;
    [this.input, this.pooled, this.dy] = [kept(tensors.input), kept(tensors.pooled), kept(tensors.dy)];
  }

  get sources(): TensorInfo[] {
    return [this.input, this.pooled, this.dy];
  }

  compute(dx: number): void {
    const { images, height, width, channels, rows, columns } = this.windows;
    const backend = this.#backend;
    const [x, dy] = [addressOf(backend, this.input), addressOf(backend, this.dy)];
    const pixels = height * width * channels;
    const pooled = Math.floor(height / rows) * Math.floor(width / columns) * channels;
    inParallel(backend, rangesOf(backend, images, 8 * pixels), [], (calls, { first, count }) => {
      for (let n = first; n < first + count; n++) {
        const image = n * pixels * numberBytes;
        calls.poolGradient(x + image, height, width, channels, rows, columns, dy + n * pooled * numberBytes, dx + image);
      }
    });
  }

  /** The gradient of ReLU whose output `relu` is what was pooled: the same with other numbers. Null where it is not. */
  behindRelu({ dataId, shape }: TensorInfo): TensorInfo | null {
    const { input, pooled, dy, windows } = this;
    if (dataId !== input.dataId) return null;
    const backend = this.#backend;
    const [x, g] = [addressOf(backend, pooled), addressOf(backend, dy)];
    const numbers = backend.makeOutput(dy.shape, 'float32');
    reluGradient(backend, x, g, addressOf(backend, numbers), sizeOf(dy.shape));
    try {
      return poolGradientThatWaits(backend, shape, { input, pooled, dy: numbers }, windows);
    } finally {
      backend.disposeData(numbers.dataId);
    }
  }
}

/** The gradient `[…shape]` that follows from `dy`; the tensors stay until it is looked at. */
export function poolGradientThatWaits(
  backend: BackendWasm,
  shape: number[],
  tensors: Record<'input' | 'pooled' | 'dy', TensorInfo>,
  windows: Windows,
): TensorInfo {
  for (const tensor of Object.values(tensors)) addressOf(backend, tensor); // brings it here, which may fail, before there is a result
  const result = backend.makeOutput(shape, 'float32');
  wait(backend, result, new WaitingPoolGradient(backend, tensors, windows));
  return result;
}

/** What `dataId` waits for, if it is such a gradient. It goes on waiting. */
export function waitingPoolGradient(backend: BackendWasm, dataId: DataId): WaitingPoolGradient | undefined {
  const waiting = waitingResult(backend, dataId);
  return waiting instanceof WaitingPoolGradient ? waiting : undefined;
}
