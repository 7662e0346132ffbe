/**
 * The gradient of a dense layer's weights, Aᵀ · B, is as large as the weights and used once: where an optimizer takes it as its two factors
 * (../one-pass.ts), it is never written into memory and read again.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../simd/load.js';
import { addressOf } from '../simd/memory.js';
import { canWait, kept, wait, type Waiting, waitingResult } from './waiting.js';

/** Numbers in a result from which on it leaves the second-level cache before it is used. */
const LEAST_RESULT = 1 << 16;
/** Numbers in `b`, which is kept in that cache while the rows of the result pass. */
const MOST_FACTOR = 1 << 18;
/** Numbers in a row of the result, several of which are in that cache too. Short ones would waste most of a tile of eight columns. */
const SHORTEST_ROW = 8;
const LONGEST_ROW = 2048;

/** Aᵀ · B of `a` `[k, m]` and `b` `[k, n]`. */
export class WaitingProduct implements Waiting {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly #backend: BackendWasm;

  constructor(backend: BackendWasm, a: TensorInfo, b: TensorInfo) {
    this.#backend = backend;
    [this.a, this.b] = [kept(a), kept(b)];
    [this.k, this.m] = a.shape as [number, number];
    this.n = b.shape[1] ?? 0;
  }

  get sources(): TensorInfo[] {
    return [this.a, this.b];
  }

  compute(to: number): void {
    const backend = this.#backend;
    const { a, b, m, n, k } = this;
    const [left, right] = [addressOf(backend, a), addressOf(backend, b)];
    simdOf(backend).product(left, 1, right, 0, to, m, n, k, 0, m, 0, n, roomOf(backend));
  }
}

const rooms = new WeakMap<BackendWasm, number>();

/** Scratch for products, set aside for good: see `Waiting`. */
function roomOf(backend: BackendWasm): number {
  const known = rooms.get(backend);
  if (known !== undefined) return known;
  const room = backend.wasm._malloc(simdOf(backend).productScratch()) >>> 0;
  rooms.set(backend, room);
  return room;
}

type Size = Pick<WaitingProduct, 'm' | 'n' | 'k'>;

/** Whether an update by a product of this size is faster by its factors. With a single k it is an outer product, as fast as writing it. */
export const paysAsFactors = ({ m, n, k }: Size): boolean =>
  k > 1 && m * n >= LEAST_RESULT && k * n <= MOST_FACTOR && n >= SHORTEST_ROW && n <= LONGEST_ROW;

/** Whether a product of this size may wait on `backend`. */
export const mayWait = (backend: BackendWasm, size: Size): boolean => canWait(backend) && paysAsFactors(size);

/** Aᵀ · B of `a` `[k, m]` and `b` `[k, n]`, `[m, n]`, whose factors stay until it is looked at. */
export function productThatWaits(backend: BackendWasm, a: TensorInfo, b: TensorInfo): TensorInfo {
  roomOf(backend);
  for (const factor of [a, b]) addressOf(backend, factor); // brings it here, which may fail, before there is a result
  const product = new WaitingProduct(backend, a, b);
  const result = backend.makeOutput([product.m, product.n], 'float32');
  wait(backend, result, product);
  return result;
}

/** What `dataId` waits for, if it is a product. It goes on waiting. */
export function waitingProduct(backend: BackendWasm, dataId: DataId): WaitingProduct | undefined {
  const waiting = waitingResult(backend, dataId);
  return waiting instanceof WaitingProduct ? waiting : undefined;
}
