/**
 * What a network would be, by arithmetic alone: the shape after each layer, its parameters, and what keeps it from being built, in words.
 * Specs come from forms, files and links, so nothing in them is trusted.
 */
import type { LayerInfo, LayerSpec, NetworkInfo, NetworkSpec } from '../contract/network.js';
import { PlaygroundError } from '../contract/playground-error.js';
import { checkLayer, checkName, layerNames } from './layers/check.js';
import { isLayerType, layerKinds } from './layers/table.js';
import { limits, millions } from './limits.js';
import { checkInputShape, plainSpec } from './plain-spec.js';
import { Problems } from './problems.js';
import { inWords, product, type Shape } from '../data/shape.js';

interface Findings {
  info: NetworkInfo;
  /** Nothing is wrong but the size. */
  onlyTooLarge: boolean;
}

/** Shapes, parameters and problems of `spec`, without making a tensor. Never throws. */
export function inspectNetwork(spec: NetworkSpec): NetworkInfo {
  return examine(spec).info;
}

/**
 * The same for a spec that can be built.
 * @throws PlaygroundError `network-invalid`, or `network-too-large` where size is the only problem; its message has every problem.
 */
export function assertBuildable(spec: NetworkSpec): NetworkInfo {
  const { info, onlyTooLarge } = examine(spec);
  if (info.valid) return info;
  throw new PlaygroundError(onlyTooLarge ? 'network-too-large' : 'network-invalid', info.problems.join('\n'));
}

function examine(given: unknown): Findings {
  const problems = new Problems();
  const spec = plainSpec(given, problems);
  const inputShape = checkInputShape(spec.inputShape, problems);
  const layers = walk(spec.layers, inputShape, problems);
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  if (parameters > limits.parameters) {
    problems.addSize(
      `the network has ${millions(parameters)} parameters, and a page can train ${millions(limits.parameters)}`,
      'Make its largest Dense layer smaller, or its input, by pooling or coarser pictures.',
    );
  }
  const info: NetworkInfo = {
    name: spec.name ?? 'network',
    inputShape: inputShape ?? [],
    layers,
    parameters,
    valid: problems.all.length === 0,
    problems: problems.all,
    spec,
  };
  return { info, onlyTooLarge: problems.all.length > 0 && problems.sizes === problems.all.length };
}

/** Layer by layer. After a layer that cannot stand, the shape is unknown, and the rest is checked for its options alone. */
function walk(specs: readonly unknown[], inputShape: Shape | null, problems: Problems): LayerInfo[] {
  const names = layerNames(specs);
  let shape = inputShape;
  const layers = specs.map((given, index) => {
    const position = index + 1;
    const layer: LayerInfo = { name: names[index] ?? '', type: 'Dense', outputShape: [], parameters: 0, trainable: true };
    const wrong = [...checkLayer(given), ...checkName(specs, index)];
    for (const { what, advice } of wrong) problems.add(what, advice, layer, position);
    const { type } = (given ?? {}) as LayerSpec;
    // an unknown type keeps its own name, so that a page can show what was refused
    layer.type = (isLayerType(type) ? type : String(type).slice(0, 80)) as LayerInfo['type'];
    if (wrong.length > 0 || !isLayerType(type)) {
      shape = null;
      return layer;
    }
    const spec = given as LayerSpec;
    layer.trainable = spec.trainable !== false;
    shape = shape && follow(spec, shape, layer, position, problems);
    return layer;
  });
  const last = layers.at(-1);
  if (last && shape && shape.length !== 1) {
    problems.add(
      `the network ends with shape ${inWords(shape)}`,
      'It must end with one number for each class: add Flatten and Dense.',
      last,
      layers.length,
    );
  }
  return layers;
}

/** The shape after `spec` on an input of `shape`, written into `layer`; null where it cannot stand there. */
function follow(spec: LayerSpec, shape: Shape, layer: LayerInfo, position: number, problems: Problems): Shape | null {
  const kind = layerKinds[spec.type];
  const { rank } = kind.description;
  if (rank !== null && shape.length !== rank) {
    problems.add(
      `${spec.type} needs an input of ${rank} axes, and gets ${inWords(shape)}`,
      `Put a Reshape before it, or a layer for ${shape.length} axes in its place.`,
      layer,
      position,
    );
    return null;
  }
  const problem = kind.problem(spec, shape);
  if (problem) {
    problems.add(problem.what, problem.advice, layer, position);
    return null;
  }
  layer.outputShape = [...kind.outputShape(spec, shape)];
  layer.parameters = kind.weights(spec, shape).reduce((sum, array) => sum + product(array.shape), 0);
  const values = product(layer.outputShape);
  if (values > limits.activations) {
    problems.addSize(
      `the output ${inWords(layer.outputShape)} has ${millions(values)} values`,
      `A page can hold ${millions(limits.activations)}: use fewer filters, a larger stride, or pooling before it.`,
      layer,
      position,
    );
    return null;
  }
  return layer.outputShape;
}
