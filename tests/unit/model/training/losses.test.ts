import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../../../../src/contract/playground-error.js';
import type { LossName } from '../../../../src/contract/training.js';
import type { Head } from '../../../../src/model/training/learner.js';
import { type Loss, lossOf, onlySlope } from '../../../../src/model/training/losses/loss.js';
import { lossDescriptions, lossNamed } from '../../../../src/model/training/losses/table.js';
import { useCpu } from './cpu.js';

/** Row-major [batch, classes]. */
type Rows = number[][];

const sigmoid = (z: number[]) => z.map((v) => 1 / (1 + Math.exp(-v)));
const softmax = (z: number[]) => {
  const exponentials = z.map(Math.exp);
  const total = exponentials.reduce((a, b) => a + b);
  return exponentials.map((e) => e / total);
};
const share = (a: number[]) => a.map((v) => v / a.reduce((x, y) => x + y));
const total = (rows: Rows) => rows.flat().reduce((a, b) => a + b);
const zip = (a: Rows, t: Rows, f: (a: number, t: number) => number): Rows => a.map((row, i) => row.map((v, j) => f(v, t[i]![j]!)));

const answers: Record<Head, (z: number[]) => number[]> = { linear: (z) => z, softmax, sigmoid };
/** The losses as the books write them, in double precision. */
const books: Record<LossName, (logits: Rows, targets: Rows, head: Head) => number> = {
  'categorical-cross-entropy': (z, t, head) => {
    const p = z.map((row) => (head === 'sigmoid' ? share(sigmoid(row)) : softmax(row)));
    return -total(zip(p, t, (a, b) => b * Math.log(a))) / z.length;
  },
  'binary-cross-entropy': (z, t, head) => {
    const a = z.map(head === 'softmax' ? softmax : sigmoid);
    return total(zip(a, t, (v, b) => -b * Math.log(v) - (1 - b) * Math.log(1 - v))) / z.length;
  },
  'squared-error': (z, t, head) => total(zip(z.map(answers[head]), t, (a, b) => (a - b) ** 2)) / z.length,
  'mean-squared-error': (z, t, head) => total(zip(z.map(answers[head]), t, (a, b) => (a - b) ** 2)) / z.flat().length,
};

const logits: Rows = [
  [0.3, -1.2, 2.1],
  [-0.4, 0.8, -2.5],
];
const targets: Rows = [
  [0.01, 0.01, 0.99],
  [0, 1, 0],
];
const heads: Head[] = ['linear', 'softmax', 'sigmoid'];
const names = Object.keys(books) as LossName[];

function run(loss: Loss, z: Rows, t: Rows, head: Head): { value: number; gradient: number[] } {
  return tf.tidy(() => {
    const of = tf.valueAndGrad((x: tf.Tensor) => loss.value(x, tf.tensor2d(t), head));
    const { value, grad } = of(tf.tensor2d(z));
    return { value: value.dataSync()[0]!, gradient: [...grad.dataSync()] };
  });
}

/** Throws where the gradient differs from central differences of the written-out formula. */
function checkGradient(loss: Loss, name: LossName, head: Head): void {
  const h = 1e-5;
  const nudged = (row: number, column: number, by: number) =>
    books[name](
      logits.map((values, i) => values.map((v, j) => (i === row && j === column ? v + by : v))),
      targets,
      head,
    );
  const expected = logits.flatMap((values, i) => values.map((_, j) => (nudged(i, j, h) - nudged(i, j, -h)) / (2 * h)));
  const { gradient } = run(loss, logits, targets, head);
  for (const [i, g] of gradient.entries()) expect(g, `element ${i}`).to.be.closeTo(expected[i]!, 2e-6);
}

describe('losses', () => {
  before(useCpu);

  for (const name of names) {
    for (const head of heads) {
      it(`${name} on a ${head} head is what the formula says`, () => {
        expect(run(lossNamed(name), logits, targets, head).value).to.be.closeTo(books[name](logits, targets, head), 1e-6);
      });

      it(`${name} on a ${head} head has the gradient of central differences`, () => checkGradient(lossNamed(name), name, head));

      it(`${name} on a ${head} head stays finite for extreme logits`, () => {
        const far: Rows = [
          [500, -500, 0],
          [-90, 90, 30],
        ];
        const { value, gradient } = run(
          lossNamed(name),
          far,
          [
            [0, 1, 0],
            [1, 0, 0],
          ],
          head,
        );
        for (const number of [value, ...gradient]) expect(Number.isFinite(number), `${number}`).to.equal(true);
      });
    }
  }

  it('a deliberately wrong gradient fails the same check', () => {
    const honest = lossNamed('binary-cross-entropy');
    const wrong = lossOf(honest.description, honest.value, (z, t) => tf.sub(tf.sigmoid(z), t)); // the mean over the batch forgotten
    expect(() => checkGradient(wrong, 'binary-cross-entropy', 'sigmoid')).to.throw(/element 0/);
  });

  it('knows some values by heart', () => {
    const even: Rows = [[0, 0, 0, 0]];
    const first: Rows = [[1, 0, 0, 0]];
    expect(run(lossNamed('categorical-cross-entropy'), even, first, 'softmax').value).to.be.closeTo(Math.log(4), 1e-6);
    expect(run(lossNamed('categorical-cross-entropy'), even, first, 'sigmoid').value).to.be.closeTo(Math.log(4), 1e-6);
    expect(run(lossNamed('binary-cross-entropy'), even, first, 'sigmoid').value).to.be.closeTo(4 * Math.log(2), 1e-6);
    expect(run(lossNamed('squared-error'), even, first, 'sigmoid').value).to.be.closeTo(1, 1e-6);
    expect(run(lossNamed('mean-squared-error'), even, first, 'softmax').value).to.be.closeTo((0.75 ** 2 + 3 * 0.25 ** 2) / 4, 1e-6);
  });

  it('describes each loss under its own name', () => {
    expect(lossDescriptions.map(({ name }) => name)).to.have.members(names);
  });

  it('refuses a name it does not know, and says which there are', () => {
    for (const name of ['hinge', 'toString']) {
      expect(() => lossNamed(name as LossName))
        .to.throw(PlaygroundError, /squared-error/)
        .with.property('code', 'data-mismatch');
    }
  });

  it('has its slope as the gradient of a number that is not computed', () => {
    const { slope } = lossNamed('squared-error');
    const t = tf.tensor2d(targets);
    const downhill = tf.grad((z: tf.Tensor) => onlySlope(z, (saved) => slope(saved, t, 'linear')));
    expect([...downhill(tf.tensor2d(logits)).dataSync()]).to.deep.equal([...slope(tf.tensor2d(logits), t, 'linear').dataSync()]);
  });
});
