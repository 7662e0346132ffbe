import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../../../../../src/data/random.js';
import { leftBy, nothing, simdBuilds, spoilFreeMemory, useBuild } from '../../simd/builds.js';

const kept = 1 / (1 - 0.35);

/** Number by number, and what the generator gives next. */
function expected(seed: number, count: number, rate: number): { mask: Float32Array; next: number } {
  const random = new Random(seed);
  const mask = Float32Array.from({ length: count }, () => (random.uniform() < rate ? 0 : kept));
  return { mask, next: random.bits() };
}

describe('random masks', () => {
  for (const build of simdBuilds) {
    for (const [seed, shape, rate] of [
      [1, [7, 5, 3], 0.35],
      [2, [1], 0.99],
      [3, [1000, 3], 0.5],
      [4, [0, 3], 0.5],
      [4294967295, [64, 1, 1, 9], 1e-3],
    ] as const) {
      it(`are the numbers that the seed gives one by one: [${shape}], rate ${rate}, ${build} build`, async () => {
        await useBuild(build);
        spoilFreeMemory();
        const random = new Random(seed);
        let found = new Float32Array();
        const left = await leftBy(() => {
          const attrs = { shape: [...shape], dropped: Math.ceil(rate * 2 ** 32), kept, state: random.state };
          const mask = tf.engine().runKernel('GpRandomMask', {}, attrs as unknown as tf.NamedAttrMap) as tf.Tensor;
          found = mask.dataSync<'float32'>().slice();
          mask.dispose();
        });
        const { mask, next } = expected(seed, found.length, rate);
        expect(found).to.deep.equal(mask);
        expect(random.bits()).to.equal(next);
        expect(left).to.deep.equal(nothing);
      });
    }
  }
});
