/**
 * Products that wait until somebody looks at them. The gradient of a dense layer's weights, Aᵀ · B, is as large as the weights and used once:
 * where an optimizer takes it as its two factors (../one-pass.ts), it is never written into memory and read again. For anybody else
 * it is a tensor like all others: its memory is set aside, and it is computed before its address is told.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type DataId, engine, type TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../simd/load.js';
import { addressOf } from '../simd/memory.js';

/** Aᵀ · B of `a` `[k, m]` and `b` `[k, n]`. */
export interface WaitingProduct {
  a: TensorInfo;
  b: TensorInfo;
  m: number;
  n: number;
  k: number;
}

const waitingOn = new WeakMap<BackendWasm, Map<DataId, WaitingProduct>>();

/** Numbers in a result from which on it leaves the second-level cache before it is used. */
const LEAST_RESULT = 1 << 16;
/** Numbers in `b`, which is kept in that cache while the rows of the result pass. */
const MOST_FACTOR = 1 << 18;
/** Numbers in a row of the result, several of which are in that cache too. Short ones would waste most of a tile of eight columns. */
const SHORTEST_ROW = 8;
const LONGEST_ROW = 2048;

/** Lets products wait on `backend` from now on. */
export function letProductsWait(backend: BackendWasm): void {
  const waiting = new Map<DataId, WaitingProduct>();
  waitingOn.set(backend, waiting);
  const { dataIdMap } = backend;
  const get = dataIdMap.get.bind(dataIdMap);
  const disposeData = backend.disposeData.bind(backend);
  // Set aside for good: memory that grew while a kernel asks for its inputs would leave the views empty that it has of others.
  const scratch = backend.wasm._malloc(simdOf(backend).productScratch()) >>> 0;
  const compute = (dataId: DataId, { a, b, m, n, k }: WaitingProduct): void => {
    const [left, right] = [addressOf(backend, a), addressOf(backend, b)];
    simdOf(backend).product(left, 1, right, 0, get(dataId).memoryOffset, m, n, k, 0, m, 0, n, scratch);
  };
  const letGo = (dataId: DataId, { a, b }: WaitingProduct): void => {
    waiting.delete(dataId);
    for (const factor of [a.dataId, b.dataId]) {
      const holder = engine().state.tensorInfo.get(factor)?.backend ?? backend; // it may have moved
      // TensorFlow.js may have let go of it before us, and counts what is really gone
      if (holder.disposeData(factor)) engine().removeDataId(factor, holder);
    }
  };
  // Whoever wants the numbers, a kernel, a read-back or a clone, asks this table where they are.
  dataIdMap.get = (dataId) => {
    const product = waiting.get(dataId);
    if (product) {
      compute(dataId, product);
      letGo(dataId, product);
    }
    return get(dataId);
  };
  backend.disposeData = (dataId, force) => {
    const product = waiting.get(dataId);
    if (product) letGo(dataId, product); // before anybody computes it to throw it away
    return disposeData(dataId, force);
  };
}

/** Whether a product of this size may wait on `backend`. With a single k it is an outer product, as fast as writing it. */
export const mayWait = (backend: BackendWasm, { m, n, k }: Pick<WaitingProduct, 'm' | 'n' | 'k'>): boolean =>
  waitingOn.has(backend) && k > 1 && m * n >= LEAST_RESULT && k * n <= MOST_FACTOR && n >= SHORTEST_ROW && n <= LONGEST_ROW;

/** Lets `result`, whose memory has been set aside, wait for `product`, whose factors stay until then. */
export function wait(backend: BackendWasm, result: TensorInfo, { a, b, m, n, k }: WaitingProduct): void {
  for (const { dataId } of [a, b]) backend.incRef(dataId);
  // a variable that is given other numbers is the same object with another id
  const kept = ({ dataId, shape, dtype }: TensorInfo) => ({ dataId, shape, dtype });
  waitingOn.get(backend)?.set(result.dataId, { a: kept(a), b: kept(b), m, n, k });
}

/** What `dataId` waits for, if it does. It goes on waiting. */
export const waitingProduct = (backend: BackendWasm, dataId: DataId): WaitingProduct | undefined => waitingOn.get(backend)?.get(dataId);
