/** The samples of a split. */
import type { Split } from '../../contract/dataset.js';
import { PlaygroundError } from '../../contract/playground-error.js';
import { shown } from '../../data/words.js';
import type { LearningMaterial } from '../training/learner.js';

/**
 * Sample indices of the training or the test set, the dataset's own array.
 * @throws PlaygroundError `data-mismatch` for any other word
 */
export function splitIndices(dataset: Pick<LearningMaterial, Split>, split: Split): Int32Array {
  if (split === 'train' || split === 'test') return dataset[split];
  throw new PlaygroundError('data-mismatch', `There is no split ${shown(split)}. Choose "train" or "test".`);
}
