/** From something that should be a network spec to one, with what is wrong about it. */
import type { NetworkSpec } from '../contract/network.js';
import { limits, millions } from './limits.js';
import type { Problems } from './problems.js';
import { inWords, product } from '../data/shape.js';

/** A copy with the fields of a NetworkSpec and nothing else. */
export function plainSpec(given: unknown, problems: Problems): NetworkSpec {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    problems.add('the network is not an object', 'Give { inputShape, layers: [{ type: "Dense", units: 10 }] }.');
    return { layers: [] };
  }
  const { name, inputShape, layers } = given as Partial<Record<keyof NetworkSpec, unknown>>;
  for (const key of Object.keys(given)) {
    if (!['name', 'inputShape', 'layers'].includes(key))
      problems.add(`a network has no field "${key}"`, 'It takes name, inputShape and layers.');
  }
  if (name !== undefined && (typeof name !== 'string' || name.length > 200)) {
    problems.add('the name of the network is not a short text', 'Give a text of at most 200 characters, or leave it out.');
  }
  if (!Array.isArray(layers)) problems.add('the network has no list of layers', 'Give layers: [{ type: "Dense", units: 10 }].');
  else if (layers.length === 0) problems.add('the network has no layers', 'Add at least one: a Dense layer with an output for each class.');
  else if (layers.length > limits.layers) {
    problems.add(`the network has ${layers.length} layers`, `Use at most ${limits.layers}.`);
  }
  return {
    ...(typeof name === 'string' && { name: name.slice(0, 200) }),
    ...(Array.isArray(inputShape) && { inputShape: [...inputShape] }),
    layers: Array.isArray(layers) ? copyOf(layers.slice(0, limits.layers), problems) : [],
  };
}

function copyOf(layers: NetworkSpec['layers'], problems: Problems): NetworkSpec['layers'] {
  try {
    return structuredClone(layers);
  } catch {
    problems.add('the layers hold something that is not plain data', 'Use numbers, texts, lists and objects only.');
    return [];
  }
}

/** The input shape, or null where there is none to work with. */
export function checkInputShape(shape: readonly unknown[] | undefined, problems: Problems): number[] | null {
  if (shape === undefined) {
    problems.add('the network has no input shape', 'Load a dataset first, or give inputShape, e.g. [69, 69, 3].');
    return null;
  }
  const sound =
    shape.length >= 1 && shape.length <= 4 && shape.every((axis) => Number.isInteger(axis) && Number(axis) >= 1 && Number(axis) <= 1e9);
  if (!sound) {
    problems.add('the input shape is not a list of one to four whole numbers', 'Give it without the batch axis, e.g. [69, 69, 3].');
    return null;
  }
  const axes = shape.map(Number);
  if (product(axes) > limits.activations) {
    problems.addSize(`the input ${inWords(axes)} has ${millions(product(axes))} values`, `Use at most ${millions(limits.activations)}.`);
    return null;
  }
  return axes;
}
