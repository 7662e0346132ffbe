import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { openDenseBatches } from '../../../src/backend/dense-batches.js';
import type { UpdateRule } from '../../../src/backend/updates.js';
import { type Numbers, numbers, relativeDifference, use } from './gradients.js';
import { leftBy, nothing, simdBuilds, spoilFreeMemory, useBuild, wasm } from './simd/builds.js';

const variableOf = ({ values, shape }: Numbers) => tf.tidy(() => tf.variable(tf.tensor(values, shape)));

/** f(z), and its slope as a function of f(z). */
const functions = {
  linear: [(z: number) => z, () => 1],
  relu: [(z: number) => Math.max(0, z), (a: number) => Number(a > 0)],
  sigmoid: [(z: number) => 1 / (1 + Math.exp(-z)), (a: number) => a * (1 - a)],
  tanh: [Math.tanh, (a: number) => 1 - a * a],
} as const;
type Name = keyof typeof functions;

interface Case {
  rows: number[];
  /** [inputs, units of each layer] */
  widths: number[];
  activations: Name[];
  useBias: boolean;
}

/** Around the tile (4 or 6 × 8) and its vectors, thin products, and one whose gradient is used up by its factors; the last batch may be smaller. */
const cases: Record<string, Case> = {
  'one number in, one out': { rows: [1, 1], widths: [1, 1], activations: ['linear'], useBias: true },
  'one layer': { rows: [7, 3], widths: [13, 9], activations: ['tanh'], useBias: true },
  'four layers': { rows: [17, 17, 1], widths: [30, 21, 9, 8, 3], activations: ['relu', 'tanh', 'sigmoid', 'relu'], useBias: true },
  'no biases': { rows: [5, 5], widths: [6, 1, 7], activations: ['relu', 'linear'], useBias: false },
  'a kernel of 70 000 numbers': { rows: [64, 64, 23], widths: [701, 100, 5], activations: ['relu', 'linear'], useBias: true },
};

const rules: Record<string, UpdateRule> = {
  sgd: { name: 'sgd', rate: 0.05 },
  momentum: { name: 'momentum', rate: 0.03, beta: 0.9 },
  adam: { name: 'adam', rate: 0.02, epsilon: 1e-3, beta1: 0.9, beta2: 0.99 },
};
const kept: Record<UpdateRule['name'], number> = { sgd: 0, momentum: 1, adam: 2 };

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** The weights of each layer, kernel and bias, and the samples and slopes of each batch. */
const problem = ({ rows, widths, useBias }: Case) => ({
  layers: widths.slice(1).map((units, i) => ({
    kernel: numbers([widths[i] as number, units], i + 1, -0.3, 0.3),
    bias: useBias ? numbers([units], i + 11) : undefined,
  })),
  batches: rows.map((count, i) => ({
    x: numbers([count, widths[0] as number], i + 21),
    slopes: numbers([count, widths.at(-1) as number], i + 31).values,
  })),
});

/** One number's update in float64; `memory` is what is kept beside it. */
function updated(rule: UpdateRule, w: number, g: number, memory: number[]): number {
  if (rule.name === 'sgd') return w - rule.rate * g;
  if (rule.name === 'momentum') {
    memory[0] = rule.beta * (memory[0] ?? 0) + g;
    return w - rule.rate * memory[0];
  }
  memory[0] = rule.beta1 * (memory[0] ?? 0) + g;
  memory[1] = rule.beta2 * (memory[1] ?? 0) + g * g;
  return w - (rule.rate * memory[0]) / (Math.sqrt(memory[1]) + rule.epsilon);
}

/** The steps in float64, by the definitions: the answers to each batch, then all weights. */
function expected(given: Case, rule: UpdateRule): { answers: number[]; weights: number[] } {
  const { layers, batches } = problem(given);
  const weights = layers.map(({ kernel, bias }) => ({ kernel: [...kernel.values], bias: bias && [...bias.values] }));
  const memories = layers.map(({ kernel, bias }) => [kernel, bias].map((of) => range(of?.values.length ?? 0).map((): number[] => [])));
  const answers: number[] = [];
  for (const { x, slopes } of batches) {
    const count = x.shape[0] as number;
    const values = [[...x.values]];
    for (const [l, { kernel, bias }] of weights.entries()) {
      const [before, inputs, units] = [values[l] as number[], given.widths[l] as number, given.widths[l + 1] as number];
      const f = functions[given.activations[l] as Name][0];
      values.push(
        range(count * units).map((at) => {
          const [row, j] = [Math.floor(at / units), at % units];
          return f(
            range(inputs).reduce((sum, i) => sum + (before[row * inputs + i] ?? NaN) * (kernel[i * units + j] ?? NaN), bias?.[j] ?? 0),
          );
        }),
      );
    }
    answers.push(...(values.at(-1) as number[]));
    let back = [...slopes];
    for (let l = weights.length - 1; l >= 0; l--) {
      const { kernel, bias } = weights[l] as (typeof weights)[number];
      const [before, inputs, units] = [values[l] as number[], given.widths[l] as number, given.widths[l + 1] as number];
      const slopeOf = functions[given.activations[l] as Name][1];
      const errors = back.map((slope, at) => slope * slopeOf(values[l + 1]?.[at] ?? NaN));
      back = range(count * inputs).map((at) => {
        const [row, i] = [Math.floor(at / inputs), at % inputs];
        return range(units).reduce((sum, j) => sum + (errors[row * units + j] ?? NaN) * (kernel[i * units + j] ?? NaN), 0);
      });
      const sumOver = (term: (row: number) => number) => range(count).reduce((sum, row) => sum + term(row), 0);
      for (const at of kernel.keys()) {
        const [i, j] = [Math.floor(at / units), at % units];
        const gradient = sumOver((row) => (before[row * inputs + i] ?? NaN) * (errors[row * units + j] ?? NaN));
        kernel[at] = updated(rule, kernel[at] ?? NaN, gradient, memories[l]?.[0]?.[at] ?? []);
      }
      for (const j of bias?.keys() ?? []) {
        const gradient = sumOver((row) => errors[row * units + j] ?? NaN);
        if (bias) bias[j] = updated(rule, bias[j] ?? NaN, gradient, memories[l]?.[1]?.[j] ?? []);
      }
    }
  }
  return { answers, weights: weights.flatMap(({ kernel, bias = [] }) => [...kernel, ...bias]) };
}

/** The same on the backend. */
function found(given: Case, rule: UpdateRule): { answers: number[]; weights: number[] } {
  const { layers, batches } = problem(given);
  const zeros = (shape: number[]) => range(kept[rule.name]).map(() => tf.tidy(() => tf.variable(tf.zeros(shape))));
  const withKept = (of: Numbers) => ({ weight: variableOf(of), kept: zeros(of.shape) });
  const chainLayers = layers.map(({ kernel, bias }, i) => {
    return { kernel: withKept(kernel), bias: bias && withKept(bias), activation: given.activations[i] as Name };
  });
  const chain = openDenseBatches(chainLayers, given.rows[0] as number);
  if (!chain) throw new Error('The chain did not open.');
  const answers: number[] = [];
  for (const { x, slopes } of batches) {
    spoilFreeMemory();
    const inputs = tf.tensor(x.values, x.shape);
    const numbersOfLast = chain.forward(inputs);
    answers.push(...numbersOfLast.values);
    numbersOfLast.slopes.set(slopes);
    chain.backward(rule);
    inputs.dispose();
  }
  chain.dispose();
  const all = chainLayers.flatMap(({ kernel, bias }) => (bias ? [kernel, bias] : [kernel]));
  const weights = all.flatMap(({ weight }) => [...weight.dataSync()]);
  tf.dispose(all.map(({ weight, kept: beside }) => [weight, ...beside]));
  return { answers, weights };
}

describe('batches through dense layers on WASM', () => {
  for (const build of simdBuilds) {
    for (const [name, given] of Object.entries(cases)) {
      for (const [ruleName, rule] of Object.entries(rules)) {
        it(`follow ${ruleName} through ${name}, ${build} build`, async () => {
          await useBuild(build);
          const wanted = expected(given, rule);
          const left = await leftBy(() => {
            const got = found(given, rule);
            expect(relativeDifference(got.answers, wanted.answers), 'answers').to.be.below(1e-5);
            expect(relativeDifference(got.weights, wanted.weights), 'weights').to.be.below(1e-5);
            expect(found(given, rule), 'again').to.deep.equal(got);
          });
          expect(left).to.deep.equal(nothing);
        });
      }
    }

    it(`write nothing beside the weights, and carry NaN, ${build} build`, async () => {
      await useBuild(build);
      const variables = Array.from({ length: 9 }, (_, seed) => variableOf(numbers([5, 7], seed))); // one after the other in free memory
      const kernel = variables[4] as tf.Variable;
      const chain = openDenseBatches([{ kernel: { weight: kernel, kept: [] }, bias: undefined, activation: 'relu' }], 3);
      if (!chain) throw new Error('The chain did not open.');
      const inputs = tf.tensor2d(new Float32Array(15).fill(Number.NaN), [3, 5]);
      const { values, slopes } = chain.forward(inputs);
      expect([...values].every(Number.isNaN)).to.equal(true);
      slopes.fill(0);
      chain.backward({ name: 'sgd', rate: 1 });
      chain.dispose();
      expect([...kernel.dataSync()].every(Number.isNaN)).to.equal(true);
      for (const [seed, other] of variables.entries()) {
        if (other !== kernel) expect([...other.dataSync()], `neighbour ${seed}`).to.deep.equal([...numbers([5, 7], seed).values]);
      }
      tf.dispose([...variables, inputs]);
    });
  }

  it('give back what they have where there is not enough memory, and refuse a larger batch than was planned', async () => {
    await useBuild('relaxed');
    const weight = variableOf(numbers([2, 3], 1));
    const layers = [0, 1].map(() => ({ kernel: { weight, kept: [] }, bias: undefined, activation: 'relu' as const }));
    const backend = wasm();
    const { makeOutput } = backend;
    let made = 0;
    const left = await leftBy(() => {
      backend.makeOutput = (...args) => {
        if (made++ === 1) throw new Error('no memory');
        return makeOutput.apply(backend, args);
      };
      try {
        expect(() => openDenseBatches(layers, 4)).to.throw('no memory');
      } finally {
        backend.makeOutput = makeOutput;
      }
    });
    expect(left).to.deep.equal(nothing);
    const chain = openDenseBatches(layers.slice(1), 4);
    const inputs = tf.ones([5, 2]);
    expect(() => chain?.forward(inputs)).to.throw('room for 4');
    chain?.dispose();
    tf.dispose([weight, inputs]);
  });

  it('are not to be had on the cpu backend', async () => {
    await use('cpu');
    const weight = variableOf(numbers([2, 3], 1));
    expect(openDenseBatches([{ kernel: { weight, kept: [] }, bias: undefined, activation: 'relu' }], 4)).to.equal(null);
    weight.dispose();
  });
});
