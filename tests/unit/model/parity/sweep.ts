/** The same networks, losses and optimizers on one backend and on `cpu`: the same numbers, and gradients that are slopes. */
import * as tf from '@tensorflow/tfjs-core';
import { onePassUpdate } from '../../../../src/backend/one-pass.js';
import type { NetworkSpec } from '../../../../src/contract/network.js';
import type { LossName, OptimizerName } from '../../../../src/contract/training.js';
import { lossDescriptions, lossNamed } from '../../../../src/model/training/losses/table.js';
import type { Head } from '../../../../src/model/training/learner.js';
import { optimizerDescriptions, optimizerNamed } from '../../../../src/model/training/optimizers/table.js';
import { everyNetwork } from '../every-layer.js';
import { spacedNumbers } from '../random-tensors.js';
import type { Candidate } from './backends.js';
import { assertClose, assertSlopes, type Numbers, slopeOf } from './compare.js';
import { Trial } from './trial.js';

/** A gradient along a direction, and the slope from differences in single precision, as a fraction of the gradient's length. */
const slopeTolerance = 2e-3;

/** Declares the tests of one backend; they skip, and say why, where it cannot be had. */
export function sweep(candidate: Candidate): void {
  agrees(candidate, () => {
    itTrains(candidate, everyNetwork);
    for (const { name } of lossDescriptions) {
      for (const head of ['linear', 'softmax', 'sigmoid'] as const) {
        it(`the loss ${name} on a ${head} head`, () => checkLoss(candidate, name, head));
      }
    }
    for (const { name } of optimizerDescriptions) {
      it(`the optimizer ${name}`, () => checkOptimizer(candidate, name));
    }
  });
}

/** The same for some networks only. */
export function sweepNetworks(candidate: Candidate, networks: typeof everyNetwork): void {
  agrees(candidate, () => itTrains(candidate, networks));
}

function agrees(candidate: Candidate, tests: () => void): void {
  describe(`${candidate.title} agrees with cpu and with central differences:`, () => {
    before(async function () {
      const missing = await candidate.start();
      if (missing === undefined) return;
      console.log(`${candidate.title} is not tested here. ${missing}`);
      this.skip();
    });
    tests();
  });
}

function itTrains(candidate: Candidate, networks: typeof everyNetwork): void {
  for (const [title, spec, reach] of networks) it(title, () => checkNetwork(candidate, spec, reach));
}

async function checkNetwork({ name, tolerance }: Candidate, spec: NetworkSpec, reach: number): Promise<void> {
  await tf.setBackend('cpu');
  const reference = await Trial.of(spec, reach);
  const slopes = reference.slopes();
  const expected = await reference.numbers();
  reference.dispose();

  await tf.setBackend(name);
  const trial = await Trial.of(spec, reach);
  const found = await trial.numbers();
  trial.dispose();
  assertClose(found, expected, tolerance);
  assertSlopes(found, slopes, slopeTolerance);
}

/** Logits [6, 5], some of them far from zero, and targets that add up to one. */
const shape: [number, number] = [6, 5];
const far = [0, 40, -40, 90];
const logits = spacedNumbers(shape, 1).map((value, i) => 4 * value + (far[i] ?? 0));
const targets = spacedNumbers(shape, 2).map((_, i, all) => {
  const row = all.subarray(i - (i % 5), i - (i % 5) + 5).map((value) => value + 1.1);
  return (row[i % 5] as number) / row.reduce((sum, value) => sum + value, 0);
});

async function lossAndGradient(name: LossName, head: Head): Promise<Numbers> {
  const results = tf.tidy(() => {
    const t = tf.tensor2d(targets, shape);
    const { value, grad } = tf.valueAndGrad((z) => lossNamed(name).value(z, t, head))(tf.tensor2d(logits, shape));
    return { loss: value, gradient: grad };
  });
  const [loss, gradient] = await Promise.all([results.loss.data<'float32'>(), results.gradient.data<'float32'>()]);
  tf.dispose(Object.values(results));
  return new Map([
    ['the loss', Float32Array.from(loss)],
    ['its gradient', Float32Array.from(gradient)],
  ]);
}

async function checkLoss({ name: backend, tolerance }: Candidate, name: LossName, head: Head): Promise<void> {
  await tf.setBackend('cpu');
  const expected = await lossAndGradient(name, head);
  const direction = spacedNumbers(shape, 3);
  const slope = slopeOf((by) =>
    tf.tidy(() => {
      const z = tf.tensor2d(
        logits.map((value, i) => value + 10 * by * (direction[i] as number)),
        shape,
      );
      return (lossNamed(name).value(z, tf.tensor2d(targets, shape), head).dataSync()[0] as number) / 10;
    }),
  );
  await tf.setBackend(backend);
  const found = await lossAndGradient(name, head);
  assertClose(found, expected, tolerance);
  assertSlopes(found, new Map([['its gradient', { direction, slope }]]), slopeTolerance);
}

/** Gradients of four steps: large, small, smaller than a 16-bit number, and zero. */
const sizes = [3, 0.2, 1e-3, 1e-6, 1e-9, 0];
const steps = [1, 2, 3, 4].map((seed) => spacedNumbers([36], seed).map((value, i) => value * (sizes[i % sizes.length] as number)));

async function trained(name: OptimizerName): Promise<Numbers> {
  const optimizer = optimizerNamed(name).create({ learningRate: 0.05, onePass: onePassUpdate });
  const w = tf.tidy(() => tf.variable(tf.tensor2d(spacedNumbers([36], 9), [9, 4])));
  for (const gradient of steps) tf.tidy(() => optimizer.apply([w], [tf.tensor2d(gradient, [9, 4])]));
  const weights = Float32Array.from(await w.data());
  const kept = Object.entries((await optimizer.state([w])).slots).map(([slot, [values]]) => [slot, values as Float32Array] as const);
  optimizer.dispose();
  w.dispose();
  return new Map([['the weights', weights], ...kept]);
}

async function checkOptimizer({ name: backend, tolerance }: Candidate, name: OptimizerName): Promise<void> {
  await tf.setBackend('cpu');
  const expected = await trained(name);
  await tf.setBackend(backend);
  assertClose(await trained(name), expected, tolerance);
}
