/** What the backends offer to the training loop, for runs and for measuring alike. */
import { openDenseChain } from '../backend/dense-chain.js';
import { onePassUpdates } from '../backend/one-pass.js';
import { sampleStore } from '../backend/samples/store.js';
import type { TrainingHooks } from '../model/training/progress.js';

export const deviceHooks = { onePass: onePassUpdates, denseChain: openDenseChain, samples: sampleStore } satisfies TrainingHooks;
