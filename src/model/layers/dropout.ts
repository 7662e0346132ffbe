/**
 * Dropout (Srivastava et al. 2014) and SpatialDropout2D (Tompson et al. 2015, arXiv:1411.4280).
 * While training, values are set to zero at random and the others grow by 1/(1 − rate), so that nothing changes outside training.
 * The masks come from the pass's own seeded numbers: tfjs's layer repeats one mask for ever when seeded, and cannot be repeated when not.
 */
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import type { Random } from '../../data/random.js';
import { product, type Shape } from '../../data/shape.js';
import { describe } from './describe.js';
import { SpatialDropout2D } from './extra-keras-layers.js';
import { type KerasCommon, type KerasLayer, type LayerKind, noProblem, noWeights, type Pass, sameShape, type SpecOf } from './kind.js';
import { decimal, required } from './options.js';

type Dropout = SpecOf<'Dropout' | 'SpatialDropout2D'>;

/** By a kernel of the backend's own where there is one: the same numbers, and `random` goes on from the same place. */
function mask(shape: Shape, rate: number, random: Random): tf.Tensor {
  const kept = 1 / (1 - rate);
  const dropped = Math.ceil(rate * 2 ** 32); // of the 2³² numbers that 32 bits may be
  if (tf.getKernel('GpRandomMask', tf.getBackend())) {
    const attrs = { shape: [...shape], dropped, kept, state: random.state };
    return tf.engine().runKernel('GpRandomMask', {}, attrs as unknown as tf.NamedAttrMap);
  }
  const values = new Float32Array(product(shape));
  // a product, since no processor foresees a branch on a random number
  for (let i = 0; i < values.length; i++) values[i] = kept * Number(random.bits() >= dropped);
  return tf.tensor(values, [...shape]);
}

const options = [
  required(
    decimal('rate', 'Rate', 'The fraction that is dropped in each training step.', { default: 0.35, min: 0, max: 0.99, step: 0.05 }),
  ),
];

function dropout(
  type: Dropout['type'],
  words: { label: string; description: string },
  rank: number | null,
  maskShape: (batch: Shape) => Shape,
  keras: (args: { rate: number } & KerasCommon) => KerasLayer,
): LayerKind<Dropout> {
  return {
    description: describe({ type, rate: 0.35 }, words, rank, options),
    options,
    keepsPlaces: true,
    couplesRows: true, // the masks of all rows come from one stream
    problem: noProblem,
    outputShape: sameShape,
    weights: noWeights,
    forward: (x, spec, _weights, pass: Pass) =>
      pass.training && spec.rate > 0 ? tf.mul(x, mask(maskShape(x.shape), spec.rate, pass.random)) : x,
    keras: (spec, common) => keras({ ...common, rate: spec.rate }),
  };
}

export const dropoutKinds: Readonly<Record<Dropout['type'], LayerKind<Dropout>>> = {
  Dropout: dropout(
    'Dropout',
    { label: 'Dropout', description: 'Sets a random part of the values to zero in every training step, against overfitting.' },
    null,
    (batch) => batch,
    layers.dropout,
  ),
  SpatialDropout2D: dropout(
    'SpatialDropout2D',
    { label: 'Spatial dropout 2D', description: 'Sets whole channels to zero at random in every training step.' },
    3,
    ([batch = 1, , , channels = 1]) => [batch, 1, 1, channels],
    (args) => new SpatialDropout2D(args),
  ),
};
