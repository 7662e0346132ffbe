/** Computing with an end: graphics drivers have been seen never to answer, whatever is waited for. */
import type { DataId, KernelBackend } from '@tensorflow/tfjs-core';
import { within } from './time-limit.js';

/**
 * Runs `work`, in which no read-back from `backend` may take longer than `limit` milliseconds. The first that does is rejected, and all after it:
 * so `work` ends by itself, on the way its own errors take, and frees what it holds.
 * @param what is said to have taken too long
 */
export async function patiently<T>(backend: KernelBackend, limit: number, what: string, work: () => Promise<T>): Promise<T> {
  const own = Object.getOwnPropertyDescriptor(backend, 'read');
  const read = backend.read.bind(backend);
  let refusal: Error | undefined;
  backend.read = async (dataId: DataId) => {
    if (refusal) throw refusal;
    try {
      return await within(limit, what, read(dataId));
    } catch (error) {
      refusal ??= error as Error;
      throw error;
    }
  };
  try {
    return await work();
  } finally {
    if (own) Object.defineProperty(backend, 'read', own);
    else delete (backend as Partial<KernelBackend>).read;
  }
}
