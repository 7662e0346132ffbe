/**
 * Every layer type and activation the playground offers, with its gradients: wasm against cpu, and cpu against central
 * differences. Layers with weights stand as the operations TensorFlow.js makes of them.
 */
import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import {
  centralDifferences,
  type Differentiable,
  differenceFromSlopes,
  itAgrees,
  numbers,
  outputAndGradients,
  relativeDifference,
  use,
} from './gradients.js';

type Layer = { apply(x: tf.Tensor, options?: object): unknown };
/** A layer without weights as a function. It is made anew each time, since layers keep what they computed with. */
const through =
  (make: () => Layer): Differentiable =>
  (x) =>
    make().apply(x) as tf.Tensor;

const line = numbers([2, 9, 3], 1);
const image = numbers([2, 6, 7, 3], 1);
const volume = numbers([2, 4, 5, 6, 2], 1);
const matrix = numbers([4, 6], 1);

describe('gradients of layers with weights', () => {
  itAgrees('Dense', (x, w, b) => tf.add(tf.dot(x, w), b), [matrix, numbers([6, 5], 2), numbers([5], 3)], 0.25);
  itAgrees(
    'Conv1D',
    (x, w, b) => tf.add(tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 2, 'same'), b),
    [line, numbers([4, 3, 5], 2), numbers([5], 3)],
    0.25,
  );
  itAgrees(
    'Conv2D',
    (x, w, b) => tf.add(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, [2, 1], 'same'), b),
    [image, numbers([3, 3, 3, 4], 2), numbers([4], 3)],
    0.25,
  );
  itAgrees(
    'Conv3D',
    (x, w, b) => tf.add(tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 2, 'same'), b),
    [volume, numbers([2, 3, 3, 2, 3], 2), numbers([3], 3)],
    0.25,
  );
  itAgrees(
    'SeparableConv2D',
    (x, depthwise, pointwise) => tf.separableConv2d(x as tf.Tensor4D, depthwise as tf.Tensor4D, pointwise as tf.Tensor4D, 2, 'same'),
    [image, numbers([3, 3, 3, 2], 2), numbers([1, 1, 6, 4], 3)],
    0.05,
  );

  const normalised =
    (axes: number[]): Differentiable =>
    (x, gamma, beta) => {
      const { mean, variance } = tf.moments(x, axes);
      return tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, beta as tf.Tensor1D, gamma as tf.Tensor1D, 1e-3);
    };
  itAgrees('BatchNormalization of images', normalised([0, 1, 2]), [image, numbers([3], 2), numbers([3], 3)]);
  itAgrees('BatchNormalization of vectors', normalised([0]), [matrix, numbers([6], 2), numbers([6], 3)]);
  itAgrees(
    'BatchNormalization of volumes', // as images of tall columns: its gradient knows at most four axes
    (x, gamma, beta) => normalised([0, 1, 2])(tf.reshape(x, [2, 20, 6, 2]), gamma, beta),
    [volume, numbers([2], 2), numbers([2], 3)],
  );
  itAgrees(
    'BatchNormalization as it predicts',
    (x, gamma, beta) =>
      tf.batchNorm(x, tf.tensor1d([0.1, -0.2, 0.3]), tf.tensor1d([1, 2, 0.5]), beta as tf.Tensor1D, gamma as tf.Tensor1D, 1e-3),
    [image, numbers([3], 2), numbers([3], 3)],
    0.1,
  );
});

describe('gradients of layers without weights', () => {
  for (const padding of ['valid', 'same'] as const) {
    itAgrees(
      `MaxPooling1D, ${padding}`,
      through(() => layers.maxPooling1d({ poolSize: 3, strides: 2, padding })),
      [line],
      5e-4,
    );
    itAgrees(
      `MaxPooling2D, ${padding}`,
      through(() => layers.maxPooling2d({ poolSize: [2, 3], padding })),
      [image],
      5e-4,
    );
    itAgrees(
      `MaxPooling3D, ${padding}`,
      through(() => layers.maxPooling3d({ poolSize: [2, 3, 2], padding })),
      [volume],
      5e-4,
    );
    itAgrees(
      `AveragePooling1D, ${padding}`,
      through(() => layers.averagePooling1d({ poolSize: 3, strides: 2, padding })),
      [line],
      0.25,
    );
    itAgrees(
      `AveragePooling2D, ${padding}`,
      through(() => layers.averagePooling2d({ poolSize: [2, 3], strides: [1, 2], padding })),
      [image],
      0.25,
    );
    itAgrees(
      `AveragePooling3D, ${padding}`,
      through(() => layers.averagePooling3d({ poolSize: [2, 3, 2], padding })),
      [volume],
      0.25,
    );
  }
  itAgrees(
    'GlobalAveragePooling1D',
    through(() => layers.globalAveragePooling1d({})),
    [line],
    0.25,
  );
  itAgrees(
    'GlobalAveragePooling2D',
    through(() => layers.globalAveragePooling2d({})),
    [image],
    0.25,
  );
  itAgrees('GlobalAveragePooling3D', (x) => tf.mean(x, [1, 2, 3]), [volume], 0.25); // tfjs-layers has no such layer
  itAgrees(
    'ZeroPadding2D',
    through(() =>
      layers.zeroPadding2d({
        padding: [
          [1, 2],
          [0, 3],
        ],
      }),
    ),
    [image],
    0.25,
  );
  itAgrees(
    'ZeroPadding3D',
    (x) =>
      tf.pad(x, [
        [0, 0],
        [1, 0],
        [2, 1],
        [0, 3],
        [0, 0],
      ]),
    [volume],
    0.25,
  ); // nor this one
  itAgrees(
    'Flatten',
    through(() => layers.flatten()),
    [image],
    0.25,
  );
  itAgrees(
    'Reshape',
    through(() => layers.reshape({ targetShape: [7, 18] })),
    [image],
    0.25,
  );
  itAgrees(
    'Dropout',
    (x) =>
      tf.mul(
        x,
        tf.tile(
          tf.tensor2d([
            [0, 1.25, 1.25],
            [1.25, 1.25, 0],
          ]),
          [2, 2],
        ),
      ),
    [matrix],
    0.25,
  );
  itAgrees('SpatialDropout2D', (x) => tf.mul(x, tf.reshape(tf.tensor1d([2, 0, 2, 0, 2, 2]), [2, 1, 1, 3])), [image], 0.25);
});

describe('gradients of activations', () => {
  const names = [
    'linear',
    'relu',
    'sigmoid',
    'tanh',
    'softmax',
    'elu',
    'selu',
    'softplus',
    'softsign',
    'hardSigmoid',
    'relu6',
    'swish',
    'gelu',
  ] as const;
  const values = numbers([6, 10], 1, -8.03, 8.03); // either side of every kink, none within a step of one
  for (const activation of names) {
    itAgrees(
      activation,
      through(() => layers.activation({ activation: activation as 'relu' })),
      [values],
      2e-2,
    );
  }
  itAgrees('softmax before its logarithm', (x) => tf.logSoftmax(x), [values]);
});

describe('the comparison itself', () => {
  /** tanh with a gradient that is off by two per cent in one place of sixty. */
  const planted: Differentiable = (x) =>
    tf.customGrad((given, save) => {
      const y = tf.tanh(given as tf.Tensor);
      (save as tf.GradSaveFunc)([y]);
      const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]) => {
        const right = tf.mul(dy, tf.sub(1, tf.square(saved as tf.Tensor)));
        const wrongAt = tf.oneHot(tf.tensor1d([0], 'int32'), 6);
        return tf.mul(
          right,
          tf.add(
            1,
            tf.mul(
              tf.pad(wrongAt, [
                [0, 3],
                [0, 0],
              ]),
              0.02,
            ),
          ),
        );
      };
      return { value: y, gradFunc };
    })(x);

  it('finds a planted wrong gradient, between backends and against central differences', async () => {
    const input = numbers([4, 6], 1, -0.5, 0.5);
    const slopes = await centralDifferences(planted, [input], 1e-2);
    const [, wrong = new Float32Array()] = await outputAndGradients(planted, [input]);
    const [, right = new Float32Array()] = await outputAndGradients((x) => tf.tanh(x), [input]);
    expect(differenceFromSlopes([right], slopes)).to.be.below(5e-3);
    expect(differenceFromSlopes([wrong], slopes)).to.be.above(5e-3);
    await use('wasm');
    const [, wasm = new Float32Array()] = await outputAndGradients((x) => tf.tanh(x), [input]);
    expect(relativeDifference(wasm, right)).to.be.below(1e-4);
    expect(relativeDifference(wasm, wrong)).to.be.above(1e-4);
  });

  it('finds NaN, a missing gradient and one of another length', () => {
    expect(relativeDifference([1, Number.NaN], [1, 2])).to.equal(Number.POSITIVE_INFINITY);
    expect(relativeDifference([1], [1, 2])).to.equal(Number.POSITIVE_INFINITY);
    expect(differenceFromSlopes([], [new Map([[0, 1]])])).to.equal(Number.POSITIVE_INFINITY);
    expect(relativeDifference([0, 0], [0, 0])).to.equal(0);
  });
});
