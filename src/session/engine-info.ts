/** What runs the numbers, and the one switch for it. Both start the engine if it has not been used. */
import type { BackendName, EngineInfo } from '../contract/engine.js';
import { pageWorkers } from './workers.js';

/** The backend in use, the others and why they were not taken, and the tensors alive. */
export function engineInfo(): Promise<EngineInfo> {
  return pageWorkers().engine.call('backend-unavailable', (engine) => engine.engineInfo());
}

/** Uses `name` from now on, with every session's weights as they are. Rejects with `backend-unavailable`, or `busy` while a run is under way. */
export function setBackend(name: 'auto' | BackendName): Promise<EngineInfo> {
  return pageWorkers().engine.call('backend-unavailable', (engine) => engine.setBackend(name));
}
