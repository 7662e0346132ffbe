/** Galaxy classification with the DECaLS images (a computational astrophysics course): two sigmoid layers without biases. */
import { product } from '../../data/shape.js';
import { flattened, type Preset } from './preset.js';

const hidden = 400;

/** Widths of 1/√n, n the number of inputs a unit sums. */
const sigmoidLayer = (units: number, inputs: number) =>
  ({ type: 'Dense', units, activation: 'sigmoid', useBias: false, kernelInitializer: { normal: 1 / Math.sqrt(inputs) } }) as const;

export const decals: Preset = {
  description: {
    name: 'decals',
    label: 'DECaLS: two layers, mini-batches with momentum',
    description: 'Coarsened colour images into 400 sigmoid units and a sigmoid for each class, without biases.',
    dataset: { coarsen: 4, scale: '0.01-1' },
    training: {
      optimizer: 'ema-momentum',
      learningRate: 0.2,
      momentum: 0.9,
      batchSize: 64,
      epochs: 20,
      loss: 'squared-error',
      targets: [0.01, 0.99],
    },
  },
  native: { sampleShape: [64, 64, 3], classes: 10 },
  spec: ({ sampleShape, classes }) => ({
    name: 'decals',
    inputShape: [...sampleShape],
    layers: [...flattened(sampleShape), sigmoidLayer(hidden, product(sampleShape)), sigmoidLayer(classes, hidden)],
  }),
};
