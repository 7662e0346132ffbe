/** The playground without elements: sessions, the engine's account of itself, and the errors they may give. */
export { engineInfo, setBackend } from './session/engine-info.js';
export { getSession } from './session/registry.js';
export { useWorkers } from './session/workers.js';
export { type ErrorCode, PlaygroundError } from './contract/playground-error.js';
export type * from './contract/catalogue.js';
export type * from './contract/dataset.js';
export type * from './contract/engine.js';
export type * from './contract/evaluation.js';
export type * from './contract/inspection.js';
export type * from './contract/network.js';
export type { PredictInput, Run, Session } from './contract/session.js';
export type * from './contract/snapshot.js';
export type * from './contract/training.js';
