/**
 * tfjs-backend-webgpu never asks whether the device took a command. A shader it refuses leaves zeros in its own result and in those
 * of all commands sent with it, and training goes on with them. Here the backend answers with the refusal from then on.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { watchFromStart } from '../gpu/watched.js';

/** Makes reading from `backend` fail once its device has refused something; the error says what. */
export function watch(backend: WebGPUBackend): WebGPUBackend {
  let refusal: Error | undefined;
  backend.device.addEventListener('uncapturederror', ({ error }) => {
    refusal ??= new Error(`WebGPU refused a command, and its numbers are wrong since: ${error.message.trim()}`);
  });
  const read = backend.read.bind(backend);
  backend.read = async (dataId) => {
    const values = await read(dataId);
    if (refusal) throw refusal;
    return values;
  };
  return backend;
}

/** Has every WebGPU backend watched from its start. */
export const watchWebgpu = (): void => watchFromStart('webgpu', 3, watch);
