// The training steps that are timed: the courses' networks as plain data, which every side builds its own network from.

/**
 * @typedef {object} StepCase
 * @property {string} name as `--cases` takes it
 * @property {string} label as the table says it
 * @property {number[]} inputShape without the batch axis
 * @property {object[]} layers as in `NetworkSpec` of src/contract/network.ts
 * @property {number} batch samples a step
 * @property {number} batches different batches, gone through in turn
 * @property {'normal' | 'uniform'} inputs how the made-up input values are distributed: normalised pictures, or values from 0 to 1
 * @property {string} loss as in `TrainOptions` of src/contract/training.ts
 * @property {[number, number]} targets what the targets are where the class is not, and where it is
 * @property {{ name: string, learningRate: number, momentum?: number }} optimizer
 * @property {'training' | 'input gradient'} task
 * @property {'ms a step' | 'ms a pass' | 'steps a second'} unit
 * @property {object} [dataset] samples of the same shape for the session, as in `DatasetOptions`
 * @property {string} [base] the side that stands for ours, where it is not the bare step
 * @property {number} [patience] times the ordinary one, for a case whose steps or turns take seconds
 * @property {number} [turns] how many times as long as the ordinary ones its turns are, where sides differ by a few per cent
 * @property {string} [title] what is done, where it is not a step of the batch
 */

const relu = 'relu';
const conv5 = (filters) => ({ type: 'Conv2D', filters, kernelSize: 5, activation: relu });
const conv3 = (filters) => ({ type: 'Conv2D', filters, kernelSize: 3, padding: 'same', activation: relu });
const pool2 = { type: 'MaxPooling2D', poolSize: 2 };
const dense = (units, activation = 'linear', more = {}) => ({ type: 'Dense', units, activation, ...more });
const flatten = { type: 'Flatten' };
const convVolume = (filters) => ({ type: 'Conv3D', filters, kernelSize: [3, 3, 2], activation: relu });
const poolSky = { type: 'MaxPooling3D', poolSize: [2, 2, 1] };
const padSky = {
  type: 'ZeroPadding3D',
  padding: [
    [1, 1],
    [1, 1],
    [0, 0],
  ],
};

/** Samples for the session: made in the page, the same in every run. Hardly any are kept back, since what is tested is not timed. */
const galaxies = (split, more) => ({ src: 'synthetic:galaxies?n=480', split, limit: split + 8, ...more });

const training = { task: 'training', batches: 1, unit: 'ms a step' };
const crossEntropy = { ...training, loss: 'categorical-cross-entropy', targets: [0, 1] };
const adam = (learningRate) => ({ name: 'adam', learningRate });

/** @type {StepCase[]} */
export const stepCases = [
  {
    name: 'phys467-cnn',
    label: 'PHYS-467 CNN',
    inputShape: [48, 48, 3],
    layers: [conv5(8), pool2, conv5(16), pool2, flatten, dense(128, relu), dense(64, relu), dense(8)],
    batch: 64,
    inputs: 'normal',
    ...crossEntropy,
    optimizer: adam(0.002),
    dataset: galaxies(320, { crop: 48, normalise: true, classes: [0, 1, 2, 3, 4, 5, 6, 7] }),
  },
  {
    name: 'decals',
    label: 'DECaLS network',
    inputShape: [64, 64, 3],
    layers: [flatten, dense(400, 'sigmoid', { useBias: false }), dense(10, 'sigmoid', { useBias: false })],
    batch: 64,
    inputs: 'uniform',
    ...training,
    loss: 'squared-error',
    targets: [0.01, 0.99],
    optimizer: { name: 'ema-momentum', learningRate: 0.2, momentum: 0.9 },
    dataset: galaxies(320, { crop: 64, scale: '0.01-1' }),
  },
  {
    name: 'phys246',
    label: 'PHYS 246, one image a step',
    inputShape: [69, 69, 1],
    layers: [flatten, dense(100, 'tanh'), dense(5, 'sigmoid')],
    batch: 1,
    inputs: 'uniform',
    ...training,
    batches: 256,
    unit: 'steps a second',
    loss: 'binary-cross-entropy',
    targets: [0, 1],
    optimizer: { name: 'sgd', learningRate: 0.001 },
    dataset: galaxies(128, { bands: ['g'], classes: [0, 1, 2, 4, 7], scale: 'x/256' }),
    base: 'session',
  },
  {
    name: 'spectra',
    label: 'Spectra CNN',
    inputShape: [3522, 1],
    layers: [
      { type: 'Conv1D', filters: 32, kernelSize: 20, strides: 10, activation: relu },
      { type: 'MaxPooling1D', poolSize: 3 },
      { type: 'Dropout', rate: 0.35 },
      { type: 'Conv1D', filters: 64, kernelSize: 40, strides: 10, activation: relu },
      { type: 'MaxPooling1D', poolSize: 3 },
      { type: 'Dropout', rate: 0.35 },
      flatten,
      dense(128, relu),
      { type: 'Dropout', rate: 0.35 },
      dense(4, 'softmax'),
    ],
    batch: 200,
    inputs: 'normal',
    ...crossEntropy,
    optimizer: adam(0.001),
  },
  {
    name: 'galaxy10',
    label: 'Galaxy10 CNN, 128×128',
    inputShape: [128, 128, 3],
    layers: [conv3(32), conv3(32), pool2, conv3(64), conv3(64), pool2, conv3(128), conv3(128), pool2, flatten, dense(10)],
    batch: 32,
    inputs: 'normal',
    ...crossEntropy,
    optimizer: adam(0.001),
  },
  {
    name: 'lightcone',
    label: 'Light-cone network, 140×140×2350',
    title: 'forward and input gradient of one cone',
    patience: 4,
    inputShape: [140, 140, 2350, 1],
    layers: [
      { type: 'Conv3D', filters: 32, kernelSize: [3, 3, 102], strides: [1, 1, 102], activation: relu },
      convVolume(32),
      poolSky,
      convVolume(64),
      padSky,
      convVolume(64),
      poolSky,
      convVolume(128),
      padSky,
      convVolume(128),
      { type: 'GlobalAveragePooling3D' },
      ...[dense(128, relu), dense(128, relu), dense(128, relu), dense(6, 'sigmoid')],
    ],
    batch: 1,
    inputs: 'uniform',
    ...training,
    task: 'input gradient',
    unit: 'ms a pass',
    loss: 'mean-squared-error',
    targets: [0, 1],
    optimizer: { name: 'sgd', learningRate: 0 },
  },
  {
    name: 'phys467-fcn',
    label: 'PHYS-467 fully connected',
    inputShape: [48, 48, 3],
    layers: [flatten, dense(64, relu), dense(8)],
    batch: 64,
    inputs: 'normal',
    ...crossEntropy,
    optimizer: adam(0.001),
    turns: 4, // the session beside the bare step on four back ends
    patience: 2,
    dataset: galaxies(320, { crop: 48, normalise: true, classes: [0, 1, 2, 3, 4, 5, 6, 7] }),
  },
];

/** The same case with other numbers of samples or another side of its images. @returns {StepCase} */
export const resized = (step, { batch = step.batch, side }) => ({
  ...step,
  batch,
  inputShape: side ? [side, side, step.inputShape[2]] : step.inputShape,
});
