/**
 * tfjs-backend-webgl waits for ever for an answer of a context that was lost, as when a driver starts anew: a run would neither end nor
 * hear that it is to stop. What is read before the loss is told is zeros. Here whoever reads is told.
 */
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { DataId } from '@tensorflow/tfjs-core';
import { losable } from '../gpu/loss.js';
import { watchFromStart } from '../gpu/watched.js';

/** What a context is asked over and over, private there: a lost one never says yes, and what is waited for would never be freed. */
interface Polling {
  itemsToPoll: { isDoneFn: () => boolean }[];
}

/** Makes reading from `backend` fail once its context is lost. */
export function watch(backend: MathBackendWebGL): MathBackendWebGL {
  const { gl } = backend.gpgpu;
  const read = backend.read.bind(backend);
  backend.read = async (dataId: DataId) => {
    const values = await read(dataId);
    if (gl.isContextLost()) tell(); // its event comes later
    return values;
  };
  const lose = losable(backend);
  const tell = (): void => {
    lose(new Error('WebGL has lost the graphics processor, and all numbers that were there.'));
    for (const item of (backend.gpgpu as unknown as Polling).itemsToPoll) item.isDoneFn = () => true;
  };
  const { canvas } = gl as unknown as { canvas: EventTarget }; // which the types of a worker leave out
  canvas.addEventListener('webglcontextlost', tell);
  return backend;
}

/** Has every WebGL backend watched from its start. */
export const watchWebgl = (): void => watchFromStart('webgl', 2, watch);
