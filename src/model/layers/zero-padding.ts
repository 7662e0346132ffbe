/** Zero padding: a frame of zeros, so that a convolution does not shrink its input. */
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import type { LayerType } from '../../contract/network.js';
import { describe } from './describe.js';
import { ZeroPadding3D } from './extra-keras-layers.js';
import { type KerasCommon, type KerasLayer, type LayerKind, noProblem, noWeights, type SpecOf } from './kind.js';
import { zeros } from './options.js';

type PaddingType = Extract<LayerType, `ZeroPadding${2 | 3}D`>;
type Pair = [number, number];

/** Zeros before and after each spatial axis. */
function pairsOf(spec: SpecOf<PaddingType>, axes: number): Pair[] {
  const padding = spec.padding ?? 1;
  return typeof padding === 'number' ? Array.from({ length: axes }, (): Pair => [padding, padding]) : padding;
}

function zeroPadding(
  type: PaddingType,
  axes: number,
  where: string,
  keras: (pairs: Pair[], common: KerasCommon) => KerasLayer,
): LayerKind<SpecOf<PaddingType>> {
  const options = [zeros(axes, 'padding', 'Zeros', 'How many zeros on each side.')];
  return {
    description: describe(
      { type, padding: 1 },
      { label: `Zero padding ${axes}D`, description: `Puts a frame of zeros around ${where}.` },
      axes + 1,
      options,
    ),
    options,
    problem: noProblem,
    outputShape(spec, input) {
      const pairs = pairsOf(spec, axes);
      return input.map((length, axis) => length + (pairs[axis]?.[0] ?? 0) + (pairs[axis]?.[1] ?? 0));
    },
    weights: noWeights,
    forward: (x, spec) => tf.pad(x, [[0, 0], ...pairsOf(spec, axes), [0, 0]]),
    keras: (spec, common) => keras(pairsOf(spec, axes), common),
  };
}

export const zeroPaddingKinds: Readonly<Record<PaddingType, LayerKind<SpecOf<PaddingType>>>> = {
  ZeroPadding2D: zeroPadding('ZeroPadding2D', 2, 'a picture', (pairs, common) =>
    layers.zeroPadding2d({ ...common, padding: pairs as [Pair, Pair], dataFormat: 'channelsLast' }),
  ),
  ZeroPadding3D: zeroPadding('ZeroPadding3D', 3, 'a cube', (padding, common) => new ZeroPadding3D({ ...common, padding })),
};
