/** What the backends offer to the training loop, for runs and for measuring alike. */
import { openDenseBatches } from '../backend/dense-batches.js';
import { openDenseChain } from '../backend/dense-chain.js';
import { onePassUpdate } from '../backend/one-pass.js';
import { sampleStore } from '../backend/samples/store.js';
import type { TrainingHooks } from '../model/training/progress.js';

export const deviceHooks = {
  onePass: onePassUpdate,
  denseChain: openDenseChain,
  denseBatches: openDenseBatches,
  samples: sampleStore,
} satisfies TrainingHooks;
