import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { openDenseChain } from '../../../src/backend/dense-chain.js';
import { type Numbers, numbers, relativeDifference, use } from './gradients.js';
import { leftBy, nothing, simdBuilds, spoilFreeMemory, useBuild } from './simd/builds.js';

const rate = 0.05;
const variableOf = ({ values, shape }: Numbers) => tf.tidy(() => tf.variable(tf.tensor(values, shape)));

type Size = readonly [inputs: number, units: number, samples: number];

/** Around the tile (4 or 6 × 8), the vectors and the blocks of 256 rows; as many samples as are taken at once, or a few. */
const sizes: Size[] = [
  [1, 1, 1],
  [3, 1, 5],
  [5, 3, 24],
  [7, 4, 2],
  [8, 8, 7],
  [13, 9, 24],
  [257, 12, 6],
  [300, 29, 13],
  [515, 100, 24],
];

/** Made-up samples, and slopes of the loss for the answers to them. */
const problem = ([inputs, units, samples]: Size) => ({
  kernel: numbers([inputs, units], 1),
  bias: numbers([units], 2),
  x: numbers([samples, inputs], 3).values,
  slopes: numbers([samples, units], 4).values,
});

/** Descent through one layer in float64, sample after sample: the answers to each in turn, then the weights. */
function expected(size: Size): { answers: number[]; weights: number[] } {
  const [inputs, units, samples] = size;
  const { kernel, bias, x, slopes } = problem(size);
  const [w, b] = [[...kernel.values], [...bias.values]];
  const answers: number[] = [];
  for (let t = 0; t < samples; t++) {
    for (let j = 0; j < units; j++) {
      let answer = b[j] as number;
      for (let i = 0; i < inputs; i++) answer += (x[t * inputs + i] as number) * (w[i * units + j] as number);
      answers.push(answer);
    }
    for (let j = 0; j < units; j++) {
      const error = -rate * (slopes[t * units + j] as number);
      b[j] = (b[j] as number) + error;
      for (let i = 0; i < inputs; i++) w[i * units + j] = (w[i * units + j] as number) + (x[t * inputs + i] as number) * error;
    }
  }
  return { answers, weights: [...w, ...b] };
}

/** The same on the chain; the weights are brought up to date after every `pass` steps. */
function found(size: Size, pass: number): { answers: number[]; weights: number[] } {
  const [, units, samples] = size;
  const { kernel, bias, x, slopes } = problem(size);
  const weights = { kernel: variableOf(kernel), bias: variableOf(bias) };
  const chain = openDenseChain([weights], rate);
  if (!chain) throw new Error('The chain did not open.');
  expect(chain.ahead).to.be.at.least(samples);
  spoilFreeMemory();
  let [numbersOfLayer] = chain.resume();
  chain.plan(x, samples);
  const answers: number[] = [];
  for (let t = 0; t < samples; t++) {
    chain.forward(0);
    answers.push(...(numbersOfLayer?.values ?? []));
    numbersOfLayer?.slopes.set(slopes.subarray(t * units, (t + 1) * units));
    chain.update(0);
    if ((t + 1) % pass > 0) continue;
    chain.settle();
    [numbersOfLayer] = chain.resume();
  }
  chain.settle();
  chain.dispose();
  const values = [weights.kernel, weights.bias].flatMap((variable) => [...variable.dataSync()]);
  tf.dispose([weights.kernel, weights.bias]);
  return { answers, weights: values };
}

describe('a chain of dense layers on WASM', () => {
  for (const build of simdBuilds) {
    for (const size of sizes) {
      it(`follows descent step by step through ${size[0]} inputs and ${size[1]} units, ${size[2]} samples, ${build} build`, async () => {
        await useBuild(build);
        const wanted = expected(size);
        const left = await leftBy(() => {
          const got = found(size, Number.POSITIVE_INFINITY);
          expect(relativeDifference(got.answers, wanted.answers), 'answers').to.be.below(3e-6);
          expect(relativeDifference(got.weights, wanted.weights), 'weights').to.be.below(1e-6);
          // how often the weights are brought up to date changes no bit
          expect(found(size, 1)).to.deep.equal(got);
          expect(found(size, 5)).to.deep.equal(got);
        });
        expect(left).to.deep.equal(nothing);
      });
    }

    it(`writes nothing beside the weights, and carries NaN, ${build} build`, async () => {
      await useBuild(build);
      const [before, kernel, after] = [1, 2, 3].map((seed) => variableOf(numbers([5, 7], seed))) as [tf.Variable, tf.Variable, tf.Variable];
      const chain = openDenseChain([{ kernel, bias: undefined }], rate);
      if (!chain) throw new Error('The chain did not open.');
      const [layer] = chain.resume();
      chain.plan(new Float32Array(10), 2);
      chain.forward(0);
      layer?.slopes.fill(Number.POSITIVE_INFINITY); // 0 · ∞ is no number: an input of zero is not left out
      chain.update(0);
      chain.forward(0);
      expect([...(layer?.values ?? [])].every(Number.isNaN)).to.equal(true);
      chain.settle();
      chain.dispose();
      expect([...kernel.dataSync()].every(Number.isNaN)).to.equal(true);
      for (const [seed, other] of [
        [1, before],
        [3, after],
      ] as const) {
        expect([...other.dataSync()]).to.deep.equal([...numbers([5, 7], seed).values]);
      }
      tf.dispose([before, kernel, after]);
    });
  }

  it('is not to be had on the cpu backend', async () => {
    await use('cpu');
    const kernel = variableOf(numbers([2, 3], 1));
    expect(openDenseChain([{ kernel, bias: undefined }], rate)).to.equal(null);
    kernel.dispose();
  });
});
