/** What saliency methods may ask of a network: gradients and feature maps as plain numbers. The only file here that knows both. */
import * as tf from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../../contract/playground-error.js';
import { yieldToEvents } from '../../data/breath.js';
import { Random } from '../../data/random.js';
import { layerKinds } from '../layers/table.js';
import { leavingNothing } from '../leaving-nothing.js';
import type { Network } from '../network.js';
import { takeValues } from '../read.js';
import { product } from '../../data/shape.js';
import type { FeatureMaps, SaliencyTools } from './method.js';

export function toolsFor(network: Network, input: Float32Array, target: number, seed: number): SaliencyTools {
  const { inputShape } = network.info;
  const outputs = product(network.info.layers.at(-1)?.outputShape ?? []);
  /**
   * ∂(target logit) of each of `batch` samples: a row of zeros with a one. Made here: the WASM kernel of `tf.oneHot` writes whole numbers
   * into floats. The playground's backend/ mends that as well; this stays so that model/ computes correctly by itself.
   */
  const chosen = (batch: number) => {
    const rows = new Float32Array(batch * outputs);
    for (let row = 0; row < batch; row++) rows[row * outputs + target] = 1;
    return tf.tensor2d(rows, [batch, outputs]);
  };

  return {
    async gradients(inputs) {
      const batch = inputs.length / product(inputShape);
      return takeValues(
        leavingNothing(() => {
          const x = tf.tensor(inputs, [batch, ...inputShape]);
          return tf.grad((at) => network.logits(at))(x, chosen(batch));
        }),
      );
    },

    async featureMaps(layer) {
      const index = featureLayer(network, layer);
      const [maps, gradient] = leavingNothing(() => {
        const activation = network.forwardTo(tf.tensor(input, [1, ...inputShape]), index);
        return [activation, tf.grad((at) => network.forwardFrom(at, index))(activation, chosen(1))] as const;
      });
      const shape = maps.shape.slice(1);
      const name = network.layers[index]?.name ?? '';
      const [values, slopes] = await Promise.all([takeValues(maps), takeValues(gradient)]);
      return { layer: name, maps: { values, shape }, gradient: slopes } satisfies FeatureMaps;
    },

    random: new Random(seed),
    pause: yieldToEvents,
  };
}

/** The asked-for layer, or the last convolution together with the normalization and activation that follow it. */
function featureLayer(network: Network, layer: string | undefined): number {
  const { layers, inputShape } = network.info;
  const spatial = (index: number) => layers[index]?.outputShape.length === inputShape.length && inputShape.length > 1;
  if (layer !== undefined) {
    const index = network.indexOf(layer);
    if (spatial(index)) return index;
    throw new PlaygroundError('data-mismatch', `The layer ${layer} has no feature maps of the input. Choose a convolution.`);
  }
  let index = network.layers.findLastIndex(({ spec }, position) => 'filters' in spec && spatial(position));
  if (index < 0) {
    const words = 'Grad-CAM weighs feature maps, and this network has no convolution.';
    throw new PlaygroundError('data-mismatch', `${words} Choose gradient or smoothgrad, or a network with a convolution.`);
  }
  for (let next = layers[index + 1]; next && spatial(index + 1) && layerKinds[next.type].keepsPlaces; next = layers[index + 1]) index++;
  return index;
}
