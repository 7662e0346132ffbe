/** A worker that starts a backend and says which, for `start-in-worker.test.ts`. */
import { startBackend } from '../../../src/backend/choose.js';

startBackend('auto').then(
  (answer) => postMessage(answer),
  (error: Error) => postMessage({ error: error.message }),
);
