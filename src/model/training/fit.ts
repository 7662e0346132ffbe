/** Whether a network and a dataset belong together. */
import { PlaygroundError } from '../../contract/playground-error.js';
import type { Learner, LearningMaterial } from './learner.js';

/** @throws PlaygroundError `data-mismatch` where the samples do not fit the input, or the classes the outputs */
export function assertFit({ info: network }: Pick<Learner, 'info'>, { info: data }: Pick<LearningMaterial, 'info'>): void {
  if (network.inputShape.join() !== data.sampleShape.join()) {
    throw new PlaygroundError(
      'data-mismatch',
      `The network expects samples of ${network.inputShape.join('×')}, the data are ${data.sampleShape.join('×')}. ` +
        'Set the network again to fit it to the data, or change bands, coarsen or crop.',
    );
  }
  const outputs = network.layers.at(-1)?.outputShape ?? [];
  const classes = data.classNames.length;
  if (outputs.length !== 1 || outputs[0] !== classes) {
    throw new PlaygroundError(
      'data-mismatch',
      `The network answers with ${outputs.join('×')} numbers, but the data have ${classes} classes. Give its last layer ${classes} units.`,
    );
  }
}
