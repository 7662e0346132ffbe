/** Every loss by its name. A new one needs its own file, one line here, and its arithmetic for a single sample in `plain.ts`. */
import type { MethodDescription } from '../../../contract/catalogue.js';
import { PlaygroundError } from '../../../contract/playground-error.js';
import type { LossName } from '../../../contract/training.js';
import { shown } from '../../../data/words.js';
import { binaryCrossEntropy } from './binary-cross-entropy.js';
import { categoricalCrossEntropy } from './categorical-cross-entropy.js';
import type { Loss } from './loss.js';
import { meanSquaredError } from './mean-squared-error.js';
import { squaredError } from './squared-error.js';

const losses: Record<LossName, Loss> = {
  'categorical-cross-entropy': categoricalCrossEntropy,
  'binary-cross-entropy': binaryCrossEntropy,
  'squared-error': squaredError,
  'mean-squared-error': meanSquaredError,
};

export const lossDescriptions: readonly MethodDescription<LossName>[] = Object.values(losses).map(({ description }) => description);

/** @throws PlaygroundError `data-mismatch` where there is no loss of that name */
export function lossNamed(name: LossName): Loss {
  if (Object.hasOwn(losses, name)) return losses[name];
  throw new PlaygroundError('data-mismatch', `There is no loss ${shown(name)}. Choose one of ${Object.keys(losses).join(', ')}.`);
}
