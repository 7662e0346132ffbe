/** PHYS-467, assignment 3 (EPFL): a fully connected and a convolutional network on randomly cropped colour images. */
import type { PresetDescription } from '../../contract/catalogue.js';
import type { Initializer, LayerSpec, NetworkSpec } from '../../contract/network.js';
import { layerKinds } from '../layers/table.js';
import { product, type Shape } from '../../data/shape.js';
import { type Fit, flattened, type Preset } from './preset.js';

const dataset: PresetDescription['dataset'] = { crop: 48, normalise: true };
/** Classes 0 to 7; the other two are held out for transfer learning. */
const native: Fit = { sampleShape: [48, 48, 3], classes: 8 };
const training = { optimizer: 'adam', batchSize: 64, epochs: 50, loss: 'categorical-cross-entropy' } as const;

/**
 * The course uses PyTorch, whose layers start kernels and biases alike from a uniform distribution of ±1/√n,
 * n the number of inputs a unit sums (torch.nn.Linear, torch.nn.Conv2d).
 */
function startedAsInPyTorch(layers: readonly LayerSpec[], sampleShape: Shape): LayerSpec[] {
  let shape = sampleShape;
  return layers.map((spec) => {
    const kind = layerKinds[spec.type];
    const kernel = kind.weights(spec, shape).find(({ name }) => name === 'kernel');
    shape = kind.outputShape(spec, shape);
    if (!kernel) return spec;
    const start: Initializer = { uniform: 1 / Math.sqrt(Math.max(1, product(kernel.shape.slice(0, -1)))) };
    return { ...spec, kernelInitializer: start, biasInitializer: start } as LayerSpec;
  });
}

const fittedTo =
  (name: string, layers: (fit: Fit) => LayerSpec[]) =>
  (data: Fit): NetworkSpec => ({
    name,
    inputShape: [...data.sampleShape],
    layers: startedAsInPyTorch(layers(data), data.sampleShape),
  });

export const phys467Fcn: Preset = {
  description: {
    name: 'phys467-fcn',
    label: 'PHYS-467: fully connected',
    description: 'All pixels of a 48×48 crop into 64 units and a number for each class.',
    dataset,
    training: { ...training, learningRate: 0.001 },
  },
  native,
  spec: fittedTo('phys467-fcn', ({ sampleShape, classes }) => [
    ...flattened(sampleShape),
    { type: 'Dense', units: 64, activation: 'relu' },
    { type: 'Dense', units: classes },
  ]),
};

export const phys467Cnn: Preset = {
  description: {
    name: 'phys467-cnn',
    label: 'PHYS-467: convolutional',
    description: 'Two convolutions with pooling find features in a 48×48 crop; three dense layers weigh them.',
    dataset,
    training: { ...training, learningRate: 0.002 },
  },
  native,
  spec: fittedTo('phys467-cnn', ({ classes }) => [
    { type: 'Conv2D', filters: 8, kernelSize: 5, activation: 'relu' },
    { type: 'MaxPooling2D', poolSize: 2 },
    { type: 'Conv2D', filters: 16, kernelSize: 5, activation: 'relu' },
    { type: 'MaxPooling2D', poolSize: 2 },
    { type: 'Flatten' },
    { type: 'Dense', units: 128, activation: 'relu' },
    { type: 'Dense', units: 64, activation: 'relu' },
    { type: 'Dense', units: classes },
  ]),
};
