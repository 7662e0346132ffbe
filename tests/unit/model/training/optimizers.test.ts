import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../../../../src/contract/playground-error.js';
import type { OptimizerName } from '../../../../src/contract/training.js';
import type { Optimizer } from '../../../../src/model/training/optimizers/optimizer.js';
import { optimizerDescriptions, optimizerNamed } from '../../../../src/model/training/optimizers/table.js';
import { useCpu } from './cpu.js';

const settings = { learningRate: 0.05, momentum: 0.8 };
const { learningRate: eta, momentum: beta } = settings;

/** One weight's course under the published formulas, in double precision. */
const references: Record<OptimizerName, (w: number, gradients: number[]) => number> = {
  sgd: (start, gradients) => gradients.reduce((w, g) => w - eta * g, start),
  momentum: (start, gradients) => {
    let [w, v] = [start, 0];
    for (const g of gradients) {
      v = beta * v + g;
      w -= eta * v;
    }
    return w;
  },
  'ema-momentum': (start, gradients) => {
    let [w, v] = [start, 0];
    for (const g of gradients) {
      v = beta * v + (1 - beta) * g;
      w -= eta * v;
    }
    return w;
  },
  adam: (start, gradients) => {
    let [w, m, v] = [start, 0, 0];
    gradients.forEach((g, i) => {
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      w -= (eta * (m / (1 - 0.9 ** (i + 1)))) / (Math.sqrt(v / (1 - 0.999 ** (i + 1))) + 1e-8);
    });
    return w;
  },
};
const names = Object.keys(references) as OptimizerName[];

const start = [0.5, -1.5, 2];
/** Three steps for three weights; the last weight has no gradient until the third step. */
const steps = [
  [0.3, -20, 0],
  [-0.7, 1e-4, 0],
  [0.2, 3, -0.5],
];

function applyAll(optimizer: Optimizer, variables: tf.Variable[], gradients: readonly number[][]): void {
  tf.tidy(() =>
    optimizer.apply(
      variables,
      gradients.map((g) => tf.tensor1d(g)),
    ),
  );
}

describe('optimizers', () => {
  before(useCpu);

  for (const name of names) {
    it(`${name} takes the steps of its formula`, () => {
      const optimizer = optimizerNamed(name).create(settings);
      const w = tf.variable(tf.tensor1d(start));
      for (const gradient of steps) applyAll(optimizer, [w], [gradient]);
      const expected = start.map((value, i) =>
        references[name](
          value,
          steps.map((gradient) => gradient[i]!),
        ),
      );
      for (const [i, value] of w.dataSync().entries()) {
        expect(value, `weight ${i}`).to.be.closeTo(expected[i]!, 3e-7 * Math.abs(expected[i]!) + 1e-7);
      }
      optimizer.dispose();
      w.dispose();
    });

    it(`${name} keeps what it remembers with its variable when another is frozen`, () => {
      const optimizer = optimizerNamed(name).create(settings);
      const [a, b] = [tf.variable(tf.tensor1d(start)), tf.variable(tf.tensor1d(start))];
      applyAll(optimizer, [a, b], [steps[1]!, steps[0]!]);
      applyAll(optimizer, [b], [steps[1]!]);
      applyAll(optimizer, [b], [steps[2]!]);
      const alone = optimizerNamed(name).create(settings);
      const c = tf.variable(tf.tensor1d(start));
      for (const gradient of steps) applyAll(alone, [c], [gradient]);
      expect([...b.dataSync()]).to.deep.equal([...c.dataSync()]);
      tf.dispose([a, b, c]);
      optimizer.dispose();
      alone.dispose();
    });

    it(`${name} goes on from a saved state as if nothing had been`, async () => {
      const [first, second] = [optimizerNamed(name).create(settings), optimizerNamed(name).create(settings)];
      const [a, b] = [tf.variable(tf.tensor1d(start)), tf.variable(tf.tensor1d(start))];
      applyAll(first, [a], [steps[0]!]);
      const state = await first.state([a]);
      b.assign(a.clone());
      second.restore([b], structuredClone(state));
      for (const gradient of steps.slice(1)) {
        applyAll(first, [a], [gradient]);
        applyAll(second, [b], [gradient]);
      }
      expect([...b.dataSync()]).to.deep.equal([...a.dataSync()]);
      expect(state.step).to.equal(1);
      tf.dispose([a, b]);
      first.dispose();
      second.dispose();
    });

    it(`${name} holds no more tensors after a hundred steps than after one, and none when disposed`, () => {
      const before = tf.memory().numTensors;
      const w = tf.variable(tf.tensor1d(start).clone());
      const atStart = tf.memory().numTensors;
      const optimizer = optimizerNamed(name).create(settings);
      applyAll(optimizer, [w], [steps[0]!]);
      const afterOne = tf.memory().numTensors;
      for (let i = 0; i < 100; i++) applyAll(optimizer, [w], [steps[0]!]);
      expect(tf.memory().numTensors).to.equal(afterOne);
      optimizer.dispose();
      expect(tf.memory().numTensors).to.equal(atStart);
      w.dispose();
      expect(tf.memory().numTensors).to.be.greaterThan(before - 1);
    });

    it(`${name} leaves a variable alone that the loss does not depend on`, () => {
      const optimizer = optimizerNamed(name).create(settings);
      const w = tf.variable(tf.tensor1d(start));
      optimizer.apply([w], [undefined]);
      expect([...w.dataSync()]).to.deep.equal(start);
      optimizer.dispose();
      w.dispose();
    });
  }

  it('momentum is 0.9 where nothing else is said', () => {
    for (const name of ['momentum', 'ema-momentum'] as const) {
      const ends = [{ learningRate: 0.1 }, { learningRate: 0.1, momentum: 0.9 }].map((given) => {
        const optimizer = optimizerNamed(name).create(given);
        const w = tf.variable(tf.tensor1d(start));
        for (const gradient of steps) applyAll(optimizer, [w], [gradient]);
        const values = [...w.dataSync()];
        optimizer.dispose();
        w.dispose();
        return values;
      });
      expect(ends[0]).to.deep.equal(ends[1]);
    }
  });

  it('describe themselves with defaults inside their ranges, under the names of the training options', () => {
    expect(optimizerDescriptions.map(({ name }) => name)).to.have.members(names);
    for (const { options } of optimizerDescriptions) {
      for (const option of options) {
        expect(['learningRate', 'momentum']).to.include(option.name);
        if (option.kind === 'number') expect(option.default).to.be.within(option.min, option.max);
      }
    }
  });

  it('refuse a name they do not know, and say which there are', () => {
    expect(() => optimizerNamed('rmsprop' as OptimizerName))
      .to.throw(PlaygroundError, /adam/)
      .with.property('code', 'data-mismatch');
  });
});
