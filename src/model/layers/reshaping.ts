/** Flatten and Reshape: the same numbers in the same order, along other axes. */
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { inWords, product, type Shape } from '../../data/shape.js';
import { describe } from './describe.js';
import { type LayerKind, noWeights, type SpecOf } from './kind.js';
import { targetShape } from './options.js';

export const flatten: LayerKind<SpecOf<'Flatten'>> = {
  description: describe(
    { type: 'Flatten' },
    { label: 'Flatten', description: 'Writes all numbers in one row, as Dense layers want them.' },
    null,
    [],
  ),
  options: [],
  keepsPlaces: true,
  problem: (_spec, input) =>
    input.length > 1
      ? null
      : { what: `Flatten has an input of one axis (${inWords(input)})`, advice: 'Remove it: there is nothing to flatten.' },
  outputShape: (_spec, input) => [product(input)],
  weights: noWeights,
  forward: (x) => tf.reshape(x, [x.shape[0] ?? -1, product(x.shape.slice(1))]),
  keras: (_spec, common) => layers.flatten(common),
};

/** The target with its −1 filled in; not whole where the numbers do not come out even. */
function filledIn(target: Shape, input: Shape): number[] {
  const known = product(target.filter((axis) => axis !== -1));
  return target.map((axis) => (axis === -1 ? product(input) / known : axis));
}

export const reshape: LayerKind<SpecOf<'Reshape'>> = {
  description: describe(
    { type: 'Reshape', targetShape: [-1, 1] },
    { label: 'Reshape', description: 'Writes the same numbers along other axes.' },
    null,
    [targetShape],
  ),
  options: [targetShape],
  keepsPlaces: true,
  problem(spec, input) {
    const target = filledIn(spec.targetShape, input);
    if (target.every(Number.isInteger) && product(target) === product(input)) return null;
    return {
      what: `target shape ${inWords(spec.targetShape)} does not hold the ${product(input)} numbers of its input ${inWords(input)}`,
      advice: 'The product of its axes must be that number.',
    };
  },
  outputShape: (spec, input) => filledIn(spec.targetShape, input),
  weights: noWeights,
  forward: (x, spec) => tf.reshape(x, [x.shape[0] ?? -1, ...filledIn(spec.targetShape, x.shape.slice(1))]),
  // tfjs-layers loses track of a length it has to find out
  keras: (spec, common, input) => layers.reshape({ ...common, targetShape: filledIn(spec.targetShape, input) }),
};
