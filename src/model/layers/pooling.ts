/** Max and average pooling: one number for each window, so that pictures shrink and small shifts matter less. */
import { layers } from '@tensorflow/tfjs-layers';
import type { LayerType } from '../../contract/network.js';
import type { Shape } from '../../data/shape.js';
import { describe } from './describe.js';
import { type KerasLayer, type LayerKind, noWeights, type SpecOf } from './kind.js';
import { padding, sizes } from './options.js';
import { largestInPicture, meanInPicture, pool } from './pool.js';
import { placesOf, spread, tooLarge } from './window.js';

type PoolingType = Extract<LayerType, `${'Max' | 'Average'}Pooling${1 | 2 | 3}D`>;
type Pooling = SpecOf<PoolingType>;
type KerasArguments = Parameters<typeof layers.maxPooling2d>[0];

/** Windows that touch but do not overlap, where no stride is asked for: Keras's default. */
const stridesOf = (spec: Pooling, axes: number) => spread(spec.strides ?? spec.poolSize ?? 2, axes);

function pooling(
  type: PoolingType,
  axes: number,
  words: { label: string; description: string },
  inPicture: typeof largestInPicture,
  keras: (args: KerasArguments) => KerasLayer,
): LayerKind<Pooling> {
  const options = [
    sizes(axes, 'poolSize', 'Window', 'Side of the window that becomes one number.', { default: 2, max: 16 }),
    // no form field: its default is the window, whatever that is
    sizes(axes, 'strides', 'Stride', 'How far the window moves.', null),
    padding,
  ];
  return {
    description: describe({ type, poolSize: 2 } as Pooling, words, axes + 1, options),
    options,
    problem: (spec, input) => tooLarge('window', spec.poolSize ?? 2, input.slice(0, axes), spec.padding ?? 'valid'),
    outputShape(spec, input) {
      const places = placesOf(input.slice(0, axes), spread(spec.poolSize ?? 2, axes), stridesOf(spec, axes), spec.padding ?? 'valid');
      return [...places, ...input.slice(axes)];
    },
    weights: noWeights,
    forward: (x, spec) => pool(inPicture, x, spread(spec.poolSize ?? 2, axes), stridesOf(spec, axes), spec.padding ?? 'valid'),
    keras: (spec, common) =>
      keras({
        ...common,
        poolSize: spread(spec.poolSize ?? 2, axes) as [number, number],
        strides: stridesOf(spec, axes) as [number, number],
        padding: spec.padding ?? 'valid',
      }),
  };
}

const largest = (where: string) => `Keeps the largest value of each window ${where}.`;
const mean = (where: string) => `Keeps the mean of each window ${where}.`;
const [series, picture, cube] = ['along a series', 'in a picture', 'in a cube'] as const;

export const poolingKinds: Readonly<Record<PoolingType, LayerKind<Pooling>>> = {
  MaxPooling1D: pooling(
    'MaxPooling1D',
    1,
    { label: 'Max pooling 1D', description: largest(series) },
    largestInPicture,
    // tfjs-layers takes one number here
    (args) => layers.maxPooling1d({ ...args, poolSize: firstOf(args.poolSize), strides: firstOf(args.strides) }),
  ),
  MaxPooling2D: pooling(
    'MaxPooling2D',
    2,
    { label: 'Max pooling 2D', description: largest(picture) },
    largestInPicture,
    layers.maxPooling2d,
  ),
  MaxPooling3D: pooling('MaxPooling3D', 3, { label: 'Max pooling 3D', description: largest(cube) }, largestInPicture, (args) =>
    layers.maxPooling3d(args as Parameters<typeof layers.maxPooling3d>[0]),
  ),
  AveragePooling1D: pooling('AveragePooling1D', 1, { label: 'Average pooling 1D', description: mean(series) }, meanInPicture, (args) =>
    layers.averagePooling1d({ ...args, poolSize: firstOf(args.poolSize), strides: firstOf(args.strides) }),
  ),
  AveragePooling2D: pooling(
    'AveragePooling2D',
    2,
    { label: 'Average pooling 2D', description: mean(picture) },
    meanInPicture,
    layers.averagePooling2d,
  ),
  AveragePooling3D: pooling('AveragePooling3D', 3, { label: 'Average pooling 3D', description: mean(cube) }, meanInPicture, (args) =>
    layers.averagePooling3d(args as Parameters<typeof layers.averagePooling3d>[0]),
  ),
};

function firstOf(size: number | Shape | undefined): number {
  return typeof size === 'number' ? size : (size?.[0] ?? 2);
}
