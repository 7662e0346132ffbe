/** PHYS 246, class 7 (University of Illinois): a small network on single-band images, trained on one image a step. */
import { flattened, type Preset } from './preset.js';

/** The course starts every weight, biases too, from 0.1 times a standard normal number. */
const start = { kernelInitializer: { normal: 0.1 }, biasInitializer: { normal: 0.1 } };

export const phys246: Preset = {
  description: {
    name: 'phys246',
    label: 'PHYS 246: two layers, one image a step',
    description:
      'All pixels of one band into 100 tanh units and a sigmoid for each class: 476,705 parameters on five classes of 69×69 images.',
    dataset: { bands: ['g'], scale: 'x/256' },
    training: {
      optimizer: 'sgd',
      learningRate: 0.001,
      batchSize: 1,
      steps: 100_000,
      loss: 'binary-cross-entropy',
      evaluateEvery: 2_000,
    },
  },
  native: { sampleShape: [69, 69, 1], classes: 5 },
  spec: ({ sampleShape, classes }) => ({
    name: 'phys246',
    inputShape: [...sampleShape],
    layers: [
      ...flattened(sampleShape),
      { type: 'Dense', units: 100, activation: 'tanh', ...start },
      { type: 'Dense', units: classes, activation: 'sigmoid', ...start },
    ],
  }),
};
