/** From a spec to a network whose weights follow from a seed. */
import * as tf from '@tensorflow/tfjs-core';
import { type Sequential, sequential } from '@tensorflow/tfjs-layers';
import type { NetworkInfo, NetworkSpec } from '../contract/network.js';
import { Random } from '../data/random.js';
import { initialValues } from './initializers.js';
import { assertBuildable } from './inspect.js';
import type { KerasLayer, WeightSpec } from './layers/kind.js';
import { layerKinds } from './layers/table.js';
import { type BuiltLayer, Network } from './network.js';
import type { Shape } from './shape.js';
import { Variables } from './variables.js';

/**
 * A network with fresh weights. The same spec and seed give the same weights, to the bit, on every backend.
 * `spec.inputShape` must be there.
 * @throws PlaygroundError `network-invalid` or `network-too-large`, with every problem in words.
 */
export function buildNetwork(spec: NetworkSpec, seed: number): Network {
  const info = assertBuildable(spec);
  const random = new Random(seed);
  const model = topology(info);
  const layers = info.layers.map(({ name }, index): BuiltLayer => {
    const layerSpec = info.spec.layers[index];
    const layer = model.layers[index];
    if (!layerSpec || !layer) throw new RangeError(`the model has no layer ${index + 1}`);
    const input = info.layers[index - 1]?.outputShape ?? info.inputShape;
    const arrays = layerKinds[layerSpec.type].weights(layerSpec, input);
    return { name, spec: layerSpec, variables: variablesOf(layer, arrays, random) };
  });
  return new Network(info, model, layers, random.fork());
}

/** The same layers as a tfjs-layers model, its weights zero. */
function topology(info: NetworkInfo): Sequential {
  const model = sequential({ name: info.name });
  for (const [index, spec] of info.spec.layers.entries()) {
    const { name = '', trainable = true } = info.layers[index] ?? {};
    const first = index === 0 ? { inputShape: info.inputShape } : {};
    const layer = layerKinds[spec.type].keras(spec, { name, trainable, ...first });
    // the initializers are only written down: the values are ours
    layer.setFastWeightInitDuringBuild(true);
    model.add(layer);
  }
  return model;
}

/** Gives the arrays of a built layer their first values: each from its own stream of random numbers. */
function variablesOf(layer: KerasLayer, arrays: readonly WeightSpec[], random: Random): Variables {
  const byName = new Map<string, tf.Variable>();
  const learned: tf.Variable[] = [];
  for (const [index, array] of arrays.entries()) {
    const variable = layer.weights[index]?.read();
    if (!(variable instanceof tf.Variable)) throw new TypeError(`"${array.name}" of layer "${layer.name}" is no variable`);
    const values = initialValues(array.initializer, array.shape, random.fork());
    tf.tidy(() => variable.assign(tf.tensor(values, [...array.shape] as Shape as number[])));
    byName.set(array.name, variable);
    if (array.learned !== false) learned.push(variable);
  }
  return new Variables(byName, learned);
}
