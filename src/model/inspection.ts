/** Looking inside: what the layers have learned to look for, and what they make of one sample. Numbers, never pictures. */
import * as tf from '@tensorflow/tfjs-core';
import type { Activations, Filters } from '../contract/inspection.js';
import { PlaygroundError } from '../contract/playground-error.js';
import { assertInputs } from './fit.js';
import { layerKinds } from './layers/table.js';
import type { Network } from './network.js';
import { takeValues } from './read.js';
import { product, type Shape } from '../data/shape.js';

/** The array that holds a layer's filters, by Keras's names. */
const filterArrays = ['kernel', 'depthwise_kernel'];

/**
 * The filters of a layer, one a leading index: [filters, ...window, channels] for convolutions. A unit of Dense has the shape of what
 * it sees: [units, height, width, channels] where its inputs are a flattened picture or feature map, else one row, [units, 1, inputs, 1].
 * @throws PlaygroundError `data-mismatch` where the layer has none, `busy` where the network was replaced meanwhile.
 */
export async function filtersOf(network: Network, layer: string | number): Promise<Filters> {
  network.assertAlive();
  const index = network.indexOf(layer);
  const { name, kernel } = kernelOf(network, index);
  const seen = seenBy(network, index, kernel);
  const filters = tf.tidy(() => {
    const lastAxis = kernel.rank - 1;
    // [...window, channels, filters] → [filters, ...window, channels]
    const leading = tf.transpose(kernel, [lastAxis, ...Array.from({ length: lastAxis }, (_, axis) => axis)]);
    return tf.reshape(leading, [leading.shape[0] ?? 0, ...seen]);
  });
  const values = await takeValues(filters);
  network.assertAlive();
  return { layer: name, shape: [...filters.shape], values };
}

function kernelOf(network: Network, index: number): { name: string; kernel: tf.Tensor } {
  const layer = network.layers[index];
  const kernel = filterArrays.map((array) => layer?.variables.find(array)).find(Boolean);
  if (layer && kernel) return { name: layer.name, kernel };
  const others = network.layers.filter(({ variables }) => filterArrays.some((array) => variables.find(array))).map(({ name }) => name);
  const advice = others.length > 0 ? `Choose ${others.join(' or ')}.` : 'No layer of this network has any.';
  throw new PlaygroundError('data-mismatch', `The layer ${layer?.name} has no filters. ${advice}`);
}

/** The shape of what one filter sees. */
function seenBy(network: Network, index: number, kernel: tf.Tensor): Shape {
  if (kernel.rank > 2) return kernel.shape.slice(0, -1);
  const inputs = kernel.shape[0] ?? 0;
  const picture = pictureBefore(network, index);
  return picture && product(picture) === inputs ? picture : [1, inputs, 1];
}

/** The picture or feature map whose numbers reach layer `index` each in its own place: through Flatten, Dropout and the like. */
function pictureBefore(network: Network, index: number): Shape | null {
  const { layers, inputShape } = network.info;
  for (let before = index - 1; before >= -1; before--) {
    const shape = layers[before]?.outputShape ?? inputShape;
    if (shape.length > 1) return shape;
    const type = layers[before]?.type;
    if (type && !layerKinds[type].keepsPlaces) return null;
  }
  return null;
}

/**
 * What a layer puts out for one sample, after its activation and without the batch axis.
 * `input` holds one sample as the network receives it, row-major.
 * @throws PlaygroundError `data-mismatch` where there is no such layer or `input` has another size, `busy` where the network was replaced meanwhile.
 */
export async function activationsOf(network: Network, layer: string | number, input: Float32Array): Promise<Activations> {
  const index = network.indexOf(layer);
  const { inputShape } = network.info;
  assertInputs(network, input, 1);
  const activations = tf.tidy(() => tf.squeeze(network.forwardTo(tf.tensor(input, [1, ...inputShape]), index), [0]));
  const values = await takeValues(activations);
  network.assertAlive();
  return { layer: network.layers[index]?.name ?? '', shape: [...activations.shape], values };
}
