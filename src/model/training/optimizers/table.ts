/** Every optimizer by its name. A new one needs its own file and one line here. */
import type { MethodDescription } from '../../../contract/catalogue.js';
import { PlaygroundError } from '../../../contract/playground-error.js';
import type { OptimizerName } from '../../../contract/training.js';
import { shown } from '../../../data/words.js';
import { adam } from './adam.js';
import { emaMomentum } from './ema-momentum.js';
import { momentum } from './momentum.js';
import type { OptimizerMethod } from './optimizer.js';
import { sgd } from './sgd.js';

const optimizers: Record<OptimizerName, OptimizerMethod> = { sgd, momentum, 'ema-momentum': emaMomentum, adam };

export const optimizerDescriptions: readonly MethodDescription<OptimizerName>[] = Object.values(optimizers).map(
  ({ description }) => description,
);

/** @throws PlaygroundError `data-mismatch` where there is no optimizer of that name */
export function optimizerNamed(name: OptimizerName): OptimizerMethod {
  if (Object.hasOwn(optimizers, name)) return optimizers[name];
  throw new PlaygroundError('data-mismatch', `There is no optimizer ${shown(name)}. Choose one of ${Object.keys(optimizers).join(', ')}.`);
}
