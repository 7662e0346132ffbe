/** Global average pooling: the mean of each channel over all places, whatever the size of the picture (Lin et al. 2014, arXiv:1312.4400). */
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import type { LayerType } from '../../contract/network.js';
import { describe } from './describe.js';
import { GlobalAveragePooling3D } from './extra-keras-layers.js';
import { type KerasCommon, type KerasLayer, type LayerKind, noProblem, noWeights, type SpecOf } from './kind.js';

type GlobalType = Extract<LayerType, `GlobalAveragePooling${1 | 2 | 3}D`>;

function globalAverage(
  type: GlobalType,
  axes: number,
  where: string,
  keras: (common: KerasCommon) => KerasLayer,
): LayerKind<SpecOf<GlobalType>> {
  return {
    description: describe(
      { type },
      { label: `Global average ${axes}D`, description: `The mean of each channel over ${where}.` },
      axes + 1,
      [],
    ),
    options: [],
    problem: noProblem,
    outputShape: (_spec, input) => input.slice(axes),
    weights: noWeights,
    forward: (x) =>
      tf.mean(
        x,
        Array.from({ length: axes }, (_, axis) => axis + 1),
      ), // [batch, channels]
    keras: (_spec, common) => keras(common),
  };
}

export const globalPoolingKinds: Readonly<Record<GlobalType, LayerKind<SpecOf<GlobalType>>>> = {
  GlobalAveragePooling1D: globalAverage('GlobalAveragePooling1D', 1, 'the whole series', layers.globalAveragePooling1d),
  GlobalAveragePooling2D: globalAverage('GlobalAveragePooling2D', 2, 'the whole picture', (common) =>
    layers.globalAveragePooling2d({ ...common, dataFormat: 'channelsLast' }),
  ),
  GlobalAveragePooling3D: globalAverage('GlobalAveragePooling3D', 3, 'the whole cube', (common) => new GlobalAveragePooling3D(common)),
};
