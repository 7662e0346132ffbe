/**
 * tfjs-backend-webgl waits for ever for an answer of a context that was lost, as when a driver starts anew: a run would neither end nor
 * hear that it is to stop. Here whoever reads from then on, or waits already, is told.
 */
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { DataId } from '@tensorflow/tfjs-core';
import { watchFromStart } from '../gpu/watched.js';

/** Makes reading from `backend` fail once its context is lost. */
export function watch(backend: MathBackendWebGL): MathBackendWebGL {
  const waiting = new Set<(reason: Error) => void>();
  let loss: Error | undefined;
  const { canvas } = backend.gpgpu.gl as unknown as { canvas: EventTarget }; // which the types of a worker leave out
  canvas.addEventListener('webglcontextlost', () => {
    loss ??= new Error('WebGL has lost the graphics processor, and all numbers that were there.');
    for (const refuse of waiting) refuse(loss);
  });
  const read = backend.read.bind(backend);
  backend.read = (dataId: DataId) =>
    new Promise((resolve, reject) => {
      if (loss) {
        reject(loss);
        return;
      }
      waiting.add(reject);
      read(dataId)
        .then(resolve, reject)
        .finally(() => waiting.delete(reject));
    });
  return backend;
}

/** Has every WebGL backend watched from its start. */
export const watchWebgl = (): void => watchFromStart('webgl', 2, watch);
