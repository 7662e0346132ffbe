/** The layers of a network with their first weights, and the tfjs-layers model that shares them. */
import * as tf from '@tensorflow/tfjs-core';
import { type Sequential, sequential } from '@tensorflow/tfjs-layers';
import type { LayerSpec, NetworkInfo } from '../contract/network.js';
import type { Random } from '../data/random.js';
import { initialValues } from './initializers.js';
import type { KerasLayer, WeightSpec } from './layers/kind.js';
import { layerKinds } from './layers/table.js';
import type { Shape } from '../data/shape.js';
import { Variables } from './variables.js';

/** One layer and its weights. */
export interface BuiltLayer {
  readonly name: string;
  readonly spec: LayerSpec;
  readonly variables: Variables;
}

/** The layers of a network that can be built, with first values drawn from `random`, and the model that shares them. */
export function buildLayers(info: NetworkInfo, random: Random): { model: Sequential; layers: BuiltLayer[] } {
  return wholly(() => {
    const model = topology(info);
    const layers = info.spec.layers.map((spec, index): BuiltLayer => {
      const layer = model.layers[index];
      if (!layer) throw new RangeError(`the model has no layer ${index + 1}`);
      return { name: layer.name, spec, variables: variablesOf(layer, layerKinds[spec.type].weights(spec, inputOf(info, index)), random) };
    });
    return { model, layers };
  });
}

/** Where memory ends half-way, frees the variables that `build` has made. */
function wholly<T>(build: () => T): T {
  const before = { ...tf.engine().registeredVariables };
  try {
    return build();
  } catch (error) {
    for (const [name, variable] of Object.entries(tf.engine().registeredVariables)) if (!(name in before)) variable.dispose();
    throw error;
  }
}

/** What layer `index` receives, without the batch axis. */
const inputOf = (info: NetworkInfo, index: number): Shape => info.layers[index - 1]?.outputShape ?? info.inputShape;

/** The same layers as a tfjs-layers model, its weights zero. */
function topology(info: NetworkInfo): Sequential {
  const model = sequential({ name: info.name });
  for (const [index, spec] of info.spec.layers.entries()) {
    const { name = '', trainable = true } = info.layers[index] ?? {};
    const first = index === 0 ? { inputShape: info.inputShape } : {};
    const layer = layerKinds[spec.type].keras(spec, { name, trainable, ...first }, inputOf(info, index));
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
    tf.tidy(() => variable.assign(tf.tensor(values, [...array.shape])));
    byName.set(array.name, variable);
    if (array.learned !== false) learned.push(variable);
  }
  return new Variables(byName, learned);
}
