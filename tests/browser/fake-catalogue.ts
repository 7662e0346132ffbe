/** A small catalogue for tests of elements: what an engine could say of itself, not what ours does. */
import type { BackendReport } from '../../src/contract/engine.js';
import type { Catalogue } from '../../src/contract/catalogue.js';
import type { RunSnapshot } from '../../src/contract/snapshot.js';
import type { EpochReport, RunState, TrainOptions } from '../../src/contract/training.js';

const rate = (start: number) =>
  ({
    kind: 'number',
    name: 'learningRate',
    label: 'Learning rate',
    description: 'How far.',
    default: start,
    min: 0.0001,
    max: 1,
    step: 0.0001,
    logarithmic: true,
  }) as const;

export const catalogue: Catalogue = {
  layers: [
    {
      name: 'Conv2D',
      label: 'Convolution',
      description: 'Looks for small patterns everywhere.',
      rank: 3,
      example: { type: 'Conv2D', filters: 8, kernelSize: 3, activation: 'relu' },
      options: [
        { kind: 'number', name: 'filters', label: 'Filters', description: 'How many.', default: 8, min: 1, max: 64, step: 1 },
        { kind: 'number', name: 'kernelSize', label: 'Kernel', description: 'How wide.', default: 3, min: 1, max: 15, step: 1 },
        {
          kind: 'choice',
          name: 'activation',
          label: 'Activation',
          description: 'What follows.',
          default: 'linear',
          choices: ['linear', 'relu'],
        },
        { kind: 'boolean', name: 'useBias', label: 'Bias', description: 'A number more.', default: true },
      ],
    },
    { name: 'Flatten', label: 'Flatten', description: 'One long row.', rank: null, example: { type: 'Flatten' }, options: [] },
    {
      name: 'Dense',
      label: 'Dense',
      description: 'Every output from every input.',
      rank: 1,
      example: { type: 'Dense', units: 16 },
      options: [{ kind: 'number', name: 'units', label: 'Units', description: 'How many.', default: 16, min: 1, max: 512, step: 1 }],
    },
  ],
  presets: [
    {
      name: 'phys467-fcn',
      label: 'Fully connected',
      description: 'Two layers.',
      dataset: {},
      training: { optimizer: 'adam', learningRate: 0.002, batchSize: 32, epochs: 50, loss: 'categorical-cross-entropy' },
    },
    {
      name: 'phys246',
      label: 'One image a step',
      description: 'Two layers.',
      dataset: {},
      training: { optimizer: 'sgd', learningRate: 0.001, batchSize: 1, steps: 100_000, evaluateEvery: 2000, loss: 'binary-cross-entropy' },
    },
  ],
  optimizers: [
    { name: 'adam', label: 'Adam', description: 'A step size for every weight.', options: [rate(0.001)] },
    {
      name: 'ema-momentum',
      label: 'Averaged momentum',
      description: 'Follows the mean of the gradients.',
      options: [
        rate(0.2),
        {
          kind: 'number',
          name: 'momentum',
          label: 'Momentum',
          description: 'How much is kept.',
          default: 0.9,
          min: 0,
          max: 0.99,
          step: 0.01,
        },
      ],
    },
  ],
  losses: [{ name: 'categorical-cross-entropy', label: 'Cross-entropy', description: 'How surprised it is.', options: [] }],
  saliency: [
    {
      name: 'gradient',
      label: 'Gradient',
      description: 'What a little more light would change.',
      options: [],
      signed: true,
      source: 'Simonyan 2013',
    },
    {
      name: 'smoothgrad',
      label: 'SmoothGrad',
      description: 'The mean over noisy copies.',
      options: [
        { kind: 'number', name: 'samples', label: 'Copies', description: 'How many.', default: 16, min: 1, max: 64, step: 1 },
        { kind: 'number', name: 'noise', label: 'Noise', description: 'How strong.', default: 0.1, min: 0, max: 1, step: 0.01 },
      ],
      signed: true,
      source: 'Smilkov 2017',
    },
  ],
  initializers: ['glorotUniform'],
};

const options: TrainOptions = { optimizer: 'adam', learningRate: 0.001, batchSize: 10, epochs: 20, loss: 'categorical-cross-entropy' };

export const report = (run: string, epoch: number): EpochReport => ({
  run,
  epoch,
  step: epoch * 4,
  trainLoss: 2 / epoch,
  trainAccuracy: 1 - 0.6 / epoch,
  testLoss: 2.2 / epoch,
  testAccuracy: 1 - 0.7 / epoch,
  seconds: 0.5,
  samplesPerSecond: 1234,
  backend: 'cpu',
});

/** A machine with a card that is slower than WASM, and one that cannot be trusted. */
export const backends: BackendReport[] = [
  {
    name: 'webgpu',
    available: true,
    trustworthy: true,
    msPerStep: 132.4,
    why: 'WebGPU on a card. It reproduces known gradients. Not taken: 132 ms a step, WASM 24.8 ms a step.',
  },
  {
    name: 'webgl',
    available: true,
    trustworthy: false,
    why: 'WebGL on a card. It computes a wrong gradient (bias): 2.1 instead of -0.057187197.',
  },
  {
    name: 'wasm',
    available: true,
    trustworthy: true,
    msPerStep: 24.82,
    why: 'WebAssembly with SIMD. It reproduces known gradients. One thread: the page is not cross-origin isolated. It was the fastest.',
  },
  { name: 'cpu', available: true, why: 'Plain JavaScript, the slowest. Not tried: WASM comes first.' },
];

/** A run of four steps an epoch that has finished `epochs` of its 20. */
export function fakeRun(
  epochs: number,
  state: RunState = 'running',
  id = 'r1',
  number = 1,
  change: Partial<TrainOptions> = {},
): RunSnapshot {
  const step = { run: id, epoch: Math.min(20, epochs + 1), step: epochs * 4, loss: 0.4321, fraction: epochs / 20 };
  const losses = Array.from({ length: epochs * 4 }, (_, i) => [i + 1, 8 / (i + 4)] as const);
  return {
    id,
    number,
    state,
    options: { ...options, ...change },
    network: 'small',
    step: epochs > 0 ? step : null,
    history: Array.from({ length: epochs }, (_, i) => report(id, i + 1)),
    losses,
  };
}
