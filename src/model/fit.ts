/** Whether a network, a dataset and single inputs belong together: every refusal of what does not is worded here. */
import { PlaygroundError } from '../contract/playground-error.js';
import { inWords, product } from '../data/shape.js';
import type { Learner, LearningMaterial } from './training/learner.js';

type Reader = Pick<Learner, 'info'>;
type Material = Pick<LearningMaterial, 'info'>;

/** @throws PlaygroundError `data-mismatch` where the dataset's samples are not what the network reads */
export function assertSampleShape({ info: network }: Reader, { info: data }: Material): void {
  if (inWords(network.inputShape) === inWords(data.sampleShape)) return;
  refuse(
    `The network expects samples of ${inWords(network.inputShape)}, the data are ${inWords(data.sampleShape)}. ` +
      'Set the network again to fit it to the data, or change bands, coarsen or crop.',
  );
}

/** @throws PlaygroundError `data-mismatch` where the samples do not fit the input, or the classes the outputs */
export function assertFit(network: Reader, dataset: Material): void {
  assertSampleShape(network, dataset);
  const outputs = network.info.layers.at(-1)?.outputShape ?? [];
  const classes = dataset.info.classNames.length;
  if (outputs.length === 1 && outputs[0] === classes) return;
  refuse(
    `The network answers with ${inWords(outputs)} numbers, but the data have ${classes} classes. Give its last layer ${classes} units.`,
  );
}

/**
 * @param values samples as the network receives them, one after another: [n, ...inputShape]
 * @param count how many there must be; any number where left out
 * @returns how many there are
 * @throws PlaygroundError `data-mismatch` unless they are whole samples of finite numbers
 */
export function assertInputs({ info: { inputShape } }: Reader, values: Float32Array, count?: number): number {
  if (!(values instanceof Float32Array)) refuse('Give samples as a Float32Array of numbers, prepared as the training samples are.');
  const size = product(inputShape);
  const given = values.length / size;
  if (count === undefined ? !Number.isInteger(given) : given !== count) {
    const wanted = count === 1 ? 'Give one sample' : 'Give whole samples';
    refuse(
      `The network takes ${inputShape.length > 1 ? `${inWords(inputShape)} = ` : ''}${size} numbers, and ${values.length} were given. ${wanted}, prepared as the training samples are.`,
    );
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) refuse(`Number ${wrong % size} of sample ${Math.floor(wrong / size)} is ${values[wrong]}. Give finite numbers only.`);
  return given;
}

function refuse(message: string): never {
  throw new PlaygroundError('data-mismatch', message);
}
