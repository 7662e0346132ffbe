/** What the next run will be: what the reader or the page chose, else what the course of this network does, else a calm default. */
import type { Catalogue, OptionDescription, PresetDescription } from '../../contract/catalogue.js';
import type { NetworkInfo } from '../../contract/network.js';
import type { TrainOptions } from '../../contract/training.js';

const defaults: TrainOptions = {
  optimizer: 'adam',
  learningRate: 0.001,
  batchSize: 64,
  epochs: 10,
  loss: 'categorical-cross-entropy',
};

/** The preset a network is, or was before it was edited ("decals (edited)"). */
export function presetOf(network: NetworkInfo | null, catalogue: Catalogue | null): PresetDescription | undefined {
  if (!network) return undefined;
  return catalogue?.presets.find(({ name }) => network.name === name || network.name.startsWith(`${name} `));
}

/** `chosen` over the course's own settings over the defaults. A chosen length (epochs or steps) replaces the course's. */
export function trainingOptions(chosen: Partial<TrainOptions>, preset: PresetDescription | undefined): TrainOptions {
  const options: TrainOptions = { ...(preset?.training ?? defaults) };
  if (chosen.epochs !== undefined || chosen.steps !== undefined) {
    delete options.epochs;
    delete options.steps;
  }
  Object.assign(options, chosen);
  // A run must end.
  if (!options.epochs && !options.steps) options.epochs = defaults.epochs;
  return options;
}

/** A field of "How it learns" that is no optimizer's own; `off` is the value that means "not set". */
type GeneralOption = OptionDescription & { name: keyof TrainOptions; off?: number };

/** Shown where the optimizer does not describe a learning rate of its own. */
export const learningRate: OptionDescription = {
  name: 'learningRate',
  label: 'Learning rate',
  description: 'How far each step goes. Too large and the loss jumps or blows up; too small and nothing moves.',
  kind: 'number',
  default: 0.001,
  min: 0.00001,
  max: 1,
  step: 0.00001,
  logarithmic: true,
};

/** What every run has, whatever its optimizer and loss. */
export const generalOptions: readonly GeneralOption[] = [
  {
    name: 'batchSize',
    label: 'Batch size',
    description: 'How many galaxies are looked at before each step. Few: noisy and quick; many: steady and slow.',
    kind: 'number',
    default: 64,
    min: 1,
    max: 512,
    step: 1,
    logarithmic: true,
  },
  {
    name: 'epochs',
    label: 'Epochs',
    description: 'How many times the whole training set is gone through. 0: as many as the steps need.',
    kind: 'number',
    default: 0,
    min: 0,
    max: 200,
    step: 1,
    off: 0,
  },
  {
    name: 'steps',
    label: 'Steps',
    description: 'Stop after so many updates of the weights. 0: as many as the epochs need.',
    kind: 'number',
    default: 0,
    min: 0,
    max: 200_000,
    step: 100,
    off: 0,
  },
  {
    name: 'evaluateEvery',
    label: 'Test every … steps',
    description: 'How often the test set is tried, in steps. 0: once an epoch.',
    kind: 'number',
    default: 0,
    min: 0,
    max: 10_000,
    step: 100,
    off: 0,
  },
  {
    name: 'augment',
    label: 'Turn and mirror the pictures',
    description: 'Each training picture is turned and mirrored at random: the sky has no up, and the network sees more.',
    kind: 'boolean',
    default: false,
  },
  {
    name: 'seed',
    label: 'Seed',
    description: 'Where the random choices start. The same seed gives the same run.',
    kind: 'number',
    default: 1,
    min: 0,
    max: 9999,
    step: 1,
  },
];
