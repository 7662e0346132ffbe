/** Activation: a layer that is nothing but its activation, which the network applies to every layer alike. */
import { layers } from '@tensorflow/tfjs-layers';
import { describe } from './describe.js';
import { type LayerKind, noProblem, noWeights, sameShape, type SpecOf } from './kind.js';
import { activation, required } from './options.js';

const options = [required(activation('relu'))];

export const activationLayer: LayerKind<SpecOf<'Activation'>> = {
  description: describe(
    { type: 'Activation', activation: 'relu' },
    { label: 'Activation', description: 'Applies a function to every number.' },
    null,
    options,
  ),
  options,
  keepsPlaces: true,
  problem: noProblem,
  outputShape: sameShape,
  weights: noWeights,
  forward: (x) => x,
  keras: (spec, common) => layers.activation({ ...common, activation: spec.activation }),
};
