/**
 * tfjs-backend-webgpu never asks whether the device took a command, or is still there. A shader it refuses leaves zeros in its own result
 * and in those of all commands sent with it, and training goes on with them. Here the backend answers with the refusal, or the loss, from
 * then on.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { losable } from '../gpu/loss.js';
import { watchFromStart } from '../gpu/watched.js';

/** Makes reading from `backend` fail once its device has refused something or is lost; the error says what. */
export function watch(backend: WebGPUBackend): WebGPUBackend {
  const { device } = backend;
  const lose = losable(backend);
  device.addEventListener('uncapturederror', ({ error }) =>
    lose(new Error(`WebGPU refused a command, and its numbers are wrong since: ${error.message.trim()}`)),
  );
  void device.lost.then(() => lose(new Error('WebGPU has lost the graphics processor, and all numbers that were there.')));
  return backend;
}

/** Has every WebGPU backend watched from its start. */
export const watchWebgpu = (): void => watchFromStart('webgpu', 3, watch);
