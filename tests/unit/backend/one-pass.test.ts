import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { onePassUpdate } from '../../../src/backend/one-pass.js';
import type { UpdateRule } from '../../../src/backend/updates.js';
import { numbers, relativeDifference, use } from './gradients.js';
import { leftBy, nothing, simdBuilds, useBuild } from './simd/builds.js';

const rates = { rate: 0.05, epsilon: 1e-4, beta1: 0.9, beta2: 0.99 };
const lengths = [1, 3, 4, 7, 64, 101];

/** Weights, two arrays that are kept, and a gradient. */
const arraysOf = (length: number) => [1, 2, 3, 4].map((seed) => numbers([length], seed, seed === 3 ? 0 : -1, 1).values);
const variableOf = (values: Float32Array) => tf.tidy(() => tf.variable(tf.tensor1d(values)));

/** What the update makes of these arrays, by the definition in float64. */
const definitions: Record<UpdateRule['name'], (w: number, m: number, s: number, g: number) => number[]> = {
  sgd: (w, m, s, g) => [w - 0.05 * g, m, s],
  momentum: (w, m, s, g) => [w - 0.05 * (0.9 * m + g), 0.9 * m + g, s],
  adam(w, m, s, g) {
    const [mean, square] = [0.9 * m + g, 0.99 * s + g * g];
    return [w - (0.05 * mean) / (Math.sqrt(square) + 1e-4), mean, square];
  },
};

function update(name: UpdateRule['name'], [w, m, s]: tf.Variable[], g: tf.Tensor): boolean {
  if (!w || !m || !s) throw new Error('three variables');
  if (name === 'sgd') return onePassUpdate({ name, rate: rates.rate }, w, [], g);
  if (name === 'momentum') return onePassUpdate({ name, rate: rates.rate, beta: rates.beta1 }, w, [m], g);
  return onePassUpdate({ name, ...rates }, w, [m, s], g);
}

describe('updates in one pass', () => {
  for (const build of simdBuilds) {
    for (const name of Object.keys(definitions) as (keyof typeof definitions)[]) {
      it(`${name} follows its definition, in place, ${build} build`, async () => {
        await useBuild(build);
        for (const length of lengths) {
          const [w, m, s, g] = arraysOf(length) as [Float32Array, Float32Array, Float32Array, Float32Array];
          const left = await leftBy(() => {
            const kept = [w, m, s].map(variableOf);
            const gradient = tf.tensor1d(g);
            expect(update(name, kept, gradient)).to.equal(true);
            const found = kept.map((variable) => variable.dataSync<'float32'>());
            const expected = [...w.keys()].map((i) => definitions[name](w[i] ?? 0, m[i] ?? 0, s[i] ?? 0, g[i] ?? 0));
            for (const which of [0, 1, 2]) {
              const column = expected.map((row) => row[which] as number);
              expect(relativeDifference(found[which] ?? [], column), `array ${which} of ${length}`).to.be.below(1e-6);
            }
            expect([...gradient.dataSync()]).to.deep.equal([...g]);
            tf.dispose([...kept, gradient]);
          });
          expect(left).to.deep.equal(nothing);
        }
      });
    }
  }

  for (const build of simdBuilds) {
    it(`brings what is kept to zero where no gradient comes any more, and leaves the weights where they are, ${build} build`, async () => {
      await useBuild(build);
      for (const name of ['momentum', 'adam'] as const) {
        const kept = [Float32Array.of(1, 2, 3, 4, 5), new Float32Array(5).fill(-1e-29), new Float32Array(5).fill(1e-29)].map(variableOf);
        const gradient = tf.zeros([5]);
        for (let step = 0; step < 300; step++) update(name, kept, gradient);
        const [w, m, s] = kept.map((variable) => [...variable.dataSync()]);
        expect(w).to.deep.equal([1, 2, 3, 4, 5]);
        expect(m).to.deep.equal([0, 0, 0, 0, 0]);
        if (name === 'adam') expect(s).to.deep.equal([0, 0, 0, 0, 0]);
        tf.dispose([...kept, gradient]);
      }
    });
  }

  it('leaves weights alone whose memory somebody else holds', async () => {
    await use('wasm');
    const [w, g] = [variableOf(Float32Array.of(1, 2, 3)), tf.tensor1d([1, 1, 1])];
    const kept = tf.clone(w);
    expect(onePassUpdate({ name: 'sgd', rate: 1 }, w, [], g)).to.equal(false);
    expect([...w.dataSync()]).to.deep.equal([1, 2, 3]);
    kept.dispose();
    expect(onePassUpdate({ name: 'sgd', rate: 1 }, w, [], g)).to.equal(true);
    expect([...w.dataSync()]).to.deep.equal([0, 1, 2]);
    tf.dispose([w, g]);
  });

  it('is not to be had on the cpu backend, nor for gradients of another size', async () => {
    await use('wasm');
    const [w, long] = [variableOf(Float32Array.of(1, 2)), tf.tensor1d([1, 1, 1])];
    expect(onePassUpdate({ name: 'sgd', rate: 1 }, w, [], long)).to.equal(false);
    tf.dispose([w, long]);
    await use('cpu');
    const [there, g] = [variableOf(Float32Array.of(1, 2)), tf.tensor1d([1, 1])];
    expect(onePassUpdate({ name: 'sgd', rate: 1 }, there, [], g)).to.equal(false);
    tf.dispose([there, g]);
  });

  it('carries NaN', async () => {
    await use('wasm');
    const [w, m, s, g] = [
      [1, 1],
      [0, 0],
      [1, 1],
      [Number.NaN, 1],
    ].map((values) => variableOf(Float32Array.from(values)));
    if (!w || !m || !s || !g) throw new Error('four variables');
    expect(onePassUpdate({ name: 'adam', ...rates }, w, [m, s], g)).to.equal(true);
    const [first, second] = w.dataSync();
    expect(first).to.be.NaN;
    expect(Number.isFinite(second)).to.equal(true);
    tf.dispose([w, m, s, g]);
  });
});
