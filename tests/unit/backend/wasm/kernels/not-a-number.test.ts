import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { simdBuilds, useBuild } from '../../simd/builds.js';

/** A NaN among every sort of number: in the middle of a vector, and behind the last whole one. */
const places = [6, 24];
const values = Float32Array.from({ length: 25 }, (_, i) => (places.includes(i) ? Number.NaN : Math.sin(3 * i) * 8));

const activations: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  relu: tf.relu,
  relu6: tf.relu6,
  elu: tf.elu,
  clipByValue: (x) => tf.clipByValue(x, -1, 1),
};

/** Pooling of a picture 5 × 5, in two dimensions and in three. */
const pools: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  'max 2×2': (x) => tf.maxPool(tf.reshape(x, [1, 5, 5, 1]) as tf.Tensor4D, 2, 2, 'same'),
  'max 3×3, stride 1': (x) => tf.maxPool(tf.reshape(x, [1, 5, 5, 1]) as tf.Tensor4D, 3, 1, 'valid'),
  'max 3-D': (x) => tf.maxPool3d(tf.reshape(x, [1, 1, 5, 5, 1]) as tf.Tensor5D, [1, 2, 2], [1, 2, 2], 'same'),
  'mean 2×2': (x) => tf.avgPool(tf.reshape(x, [1, 5, 5, 1]) as tf.Tensor4D, 2, 2, 'same'),
  'mean 3-D': (x) => tf.avgPool3d(tf.reshape(x, [1, 1, 5, 5, 1]) as tf.Tensor5D, [1, 2, 2], [1, 2, 2], 'same'),
};
/** The outputs whose windows hold a NaN: place 6 is in row 1, column 1, place 24 is the last. */
const holders: Record<string, number[]> = { 'max 3×3, stride 1': [0, 1, 3, 4, 8] };
const besides = [0, 8]; // place 6 is in the first window 2×2, place 24 in the last

const whereNaN = (x: tf.Tensor) => [...x.dataSync()].flatMap((value, at) => (Number.isNaN(value) ? [at] : []));

for (const build of simdBuilds) {
  describe(`NaN stays NaN, ${build} build`, () => {
    for (const [name, activate] of Object.entries(activations)) {
      it(`through ${name} and its gradient`, async () => {
        await useBuild(build);
        const [y, dx] = tf.tidy(() => [activate(tf.tensor1d(values)), tf.grad((x) => tf.sum(activate(x)))(tf.tensor1d(values))]);
        expect(whereNaN(y as tf.Tensor)).to.deep.equal(places);
        if (name !== 'clipByValue') expect(whereNaN(dx as tf.Tensor)).to.deep.equal(places);
        tf.dispose([y, dx]);
      });
    }

    for (const [name, pool] of Object.entries(pools)) {
      it(`through pooling, ${name}`, async () => {
        await useBuild(build);
        const y = tf.tidy(() => pool(tf.tensor1d(values)));
        expect(whereNaN(y)).to.deep.equal(holders[name] ?? besides);
        y.dispose();
      });
    }
  });
}
