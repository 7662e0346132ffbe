/**
 * Devices that go away with all numbers on them, or whose numbers are wrong since something happened. TensorFlow.js takes no notice: it waits
 * for ever, or gives zeros. Here whoever reads from then on, or waits already, is told why, and so is whoever asks for it.
 */
import type { DataId, KernelBackend } from '@tensorflow/tfjs-core';

type Listener = (reason: Error) => void;

interface Fate {
  reason?: Error;
  listeners: Set<Listener>;
}

const fates = new WeakMap<KernelBackend, Fate>();
/** Milliseconds by which the news of a loss may come after what it has brought about. */
const lag = 200;

/** @returns what is to be called, with the reason, once the device of `backend` is lost: reading fails from then on */
export function losable(backend: KernelBackend): Listener {
  const listeners = new Set<Listener>();
  const fate: Fate = { listeners };
  fates.set(backend, fate);
  const read = backend.read.bind(backend);
  backend.read = (dataId: DataId) =>
    new Promise((resolve, reject) => {
      if (fate.reason) {
        reject(fate.reason);
        return;
      }
      listeners.add(reject);
      read(dataId)
        .then(resolve, reject)
        .finally(() => listeners.delete(reject));
    });
  return (reason) => {
    if (fate.reason) return;
    fate.reason = reason;
    for (const listener of listeners) listener(reason);
    listeners.clear();
  };
}

/** Calls `listener` once the device of `backend` is lost, if it has one; at once where it is. @returns what is called when nobody listens any more */
export function onLoss(backend: KernelBackend, listener: Listener): () => void {
  const fate = fates.get(backend);
  if (fate?.reason) listener(fate.reason);
  else fate?.listeners.add(listener);
  return () => fate?.listeners.delete(listener);
}

export const isLost = (backend: KernelBackend): boolean => fates.get(backend)?.reason !== undefined;

/** Asked where something on `backend` has failed: the reason if it is that the device was lost. */
export async function lossBehind(backend: KernelBackend): Promise<Error | undefined> {
  const fate = fates.get(backend);
  if (!fate || fate.reason) return fate?.reason;
  return new Promise((resolve) => {
    const forget = onLoss(backend, resolve);
    setTimeout(() => {
      forget();
      resolve(undefined);
    }, lag);
  });
}
