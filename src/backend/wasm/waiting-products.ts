/**
 * Products that wait until somebody looks at them. The gradient of a dense layer's weights, Aᵀ · B, is as large as the weights and used once:
 * where an optimizer takes it as its two factors (../one-pass.ts), it is never written into memory and read again. For anybody else
 * it is a tensor like all others: its memory is set aside, and it is computed before its address is told.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type DataId, engine, type TensorInfo } from '@tensorflow/tfjs-core';

/** Aᵀ · B of `a` `[k, m]` and `b` `[k, n]`. */
export interface WaitingProduct {
  a: TensorInfo;
  b: TensorInfo;
  m: number;
  n: number;
  k: number;
}

interface Waiting extends WaitingProduct {
  /** Writes it into its memory. */
  compute: (product: WaitingProduct) => void;
}

const waitingOn = new WeakMap<BackendWasm, Map<DataId, Waiting>>();

/** Numbers in a result from which on it leaves the second-level cache before it is used. */
const LEAST_RESULT = 1 << 16;
/** Numbers in `b`, which is kept in that cache while the rows of the result pass, and in one such row. */
const MOST_FACTOR = 1 << 18;
const LONGEST_ROW = 2048;

/** Lets products wait on `backend` from now on. */
export function letProductsWait(backend: BackendWasm): void {
  const waiting = new Map<DataId, Waiting>();
  waitingOn.set(backend, waiting);
  const { dataIdMap } = backend;
  const get = dataIdMap.get.bind(dataIdMap);
  const disposeData = backend.disposeData.bind(backend);
  const letGo = (dataId: DataId, { a, b }: Waiting): void => {
    waiting.delete(dataId);
    for (const factor of [a.dataId, b.dataId]) {
      // TensorFlow.js may have let go of it before us, and counts what is really gone
      if (backend.disposeData(factor)) engine().removeDataId(factor, backend);
    }
  };
  // Whoever wants the numbers, a kernel, a read-back or a clone, asks this table where they are.
  dataIdMap.get = (dataId) => {
    const product = waiting.get(dataId);
    if (product) {
      product.compute(product); // where there is no memory for it, it goes on waiting
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
  waitingOn.has(backend) && k > 1 && m * n >= LEAST_RESULT && k * n <= MOST_FACTOR && n <= LONGEST_ROW;

/** Lets `result`, whose memory has been set aside, wait for `product`; `compute` writes it there. Its factors stay until then. */
export function wait(backend: BackendWasm, result: TensorInfo, { a, b, m, n, k }: WaitingProduct, compute: Waiting['compute']): void {
  for (const { dataId } of [a, b]) backend.incRef(dataId);
  // a variable that is given other numbers is the same object with another id
  const kept = ({ dataId, shape, dtype }: TensorInfo) => ({ dataId, shape, dtype });
  waitingOn.get(backend)?.set(result.dataId, { a: kept(a), b: kept(b), m, n, k, compute });
}

/** What `dataId` waits for, if it does. It goes on waiting. */
export const waitingProduct = (backend: BackendWasm, dataId: DataId): WaitingProduct | undefined => waitingOn.get(backend)?.get(dataId);
