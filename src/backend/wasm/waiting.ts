/**
 * Results that wait until somebody looks at them, with what they are computed from. A kernel that knows better what to do with the
 * ingredients than with the result takes these; for anybody else the result is a tensor like all others: its memory is set aside, and it is
 * computed before its address is told.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type DataId, engine, type TensorInfo } from '@tensorflow/tfjs-core';

export interface Waiting {
  /** Whose memory stays until then. */
  readonly sources: readonly TensorInfo[];
  /**
   * Writes the numbers to the address `to`. It must not allocate: memory that grew while a kernel asks for its inputs would leave the
   * views empty that it has of others. (Sources that have moved to another backend are brought back all the same.)
   */
  compute(to: number): void;
}

const waitingOn = new WeakMap<BackendWasm, Map<DataId, Waiting>>();

/** A variable that is given other numbers is the same object with another id: this stays with those of now. */
export const kept = ({ dataId, shape, dtype }: TensorInfo): TensorInfo => ({ dataId, shape, dtype });

/** Lets results wait on `backend` from now on. */
export function letResultsWait(backend: BackendWasm): void {
  const waiting = new Map<DataId, Waiting>();
  waitingOn.set(backend, waiting);
  const { dataIdMap } = backend;
  const get = dataIdMap.get.bind(dataIdMap);
  const disposeData = backend.disposeData.bind(backend);
  const incRef = backend.incRef.bind(backend);
  const refCount = backend.refCount.bind(backend);
  const letGo = (dataId: DataId, { sources }: Waiting): void => {
    waiting.delete(dataId);
    for (const source of sources) {
      const holder = engine().state.tensorInfo.get(source.dataId)?.backend ?? backend; // it may have moved
      // TensorFlow.js may have let go of it before us, and counts what is really gone
      if (holder.disposeData(source.dataId)) engine().removeDataId(source.dataId, holder);
    }
  };
  // Whoever wants the numbers, a kernel or a read-back, asks this table where they are.
  dataIdMap.get = (dataId) => {
    const result = waiting.get(dataId);
    if (result) {
      result.compute(get(dataId).memoryOffset);
      letGo(dataId, result);
    }
    return get(dataId);
  };
  // Clones and other shapes only count.
  backend.incRef = (dataId) => {
    if (waiting.has(dataId)) get(dataId).refCount++;
    else incRef(dataId);
  };
  backend.refCount = (dataId) => (waiting.has(dataId) ? get(dataId).refCount : refCount(dataId));
  backend.disposeData = (dataId, force = false) => {
    const result = waiting.get(dataId);
    if (result) {
      if (!force && get(dataId).refCount > 1) {
        get(dataId).refCount--;
        return false;
      }
      letGo(dataId, result); // before anybody computes it to throw it away
    }
    return disposeData(dataId, force);
  };
}

/** Whether results may wait on `backend`. */
export const canWait = (backend: BackendWasm): boolean => waitingOn.has(backend);

/** Lets `result`, whose memory has been set aside, wait. */
export function wait(backend: BackendWasm, result: TensorInfo, waiting: Waiting): void {
  for (const { dataId } of waiting.sources) backend.incRef(dataId);
  waitingOn.get(backend)?.set(result.dataId, waiting);
}

/** What `dataId` waits with, if it does. It goes on waiting. */
export const waitingResult = (backend: BackendWasm, dataId: DataId): Waiting | undefined => waitingOn.get(backend)?.get(dataId);
