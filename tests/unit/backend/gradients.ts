/** What the gradient tests of this folder share: the same gradients on two backends, central differences, and their comparison. */
import { expect } from '@open-wc/testing';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { prepareBackends } from '../../../src/backend/packages.js';
import { leftBy, nothing, simdBuilds, spoilFreeMemory, useBuild } from './simd/builds.js';

export type Numbers = { shape: number[]; values: Float32Array };
/** A differentiable function of tensors. Its output is weighed with fixed numbers and summed to make the scalar that is derived. */
export type Differentiable = (...inputs: tf.Tensor[]) => tf.Tensor;
/** For some places in an input, the slope there. */
export type Slopes = Map<number, number>;

const sizeOf = (shape: number[]) => shape.reduce((product, length) => product * length, 1);
const tensor = ({ values, shape }: Numbers) => tf.tensor(values, shape, 'float32');
const weightsFor = (shape: number[]) => numbers(shape, 99, 0.5, 1.5);

/** Repeatable numbers, evenly spaced between `low` and `high` and shuffled: no two are close, so that no small step changes a maximum. */
export function numbers(shape: number[], seed: number, low = -1, high = 1): Numbers {
  const count = sizeOf(shape);
  const values = Float32Array.from({ length: count }, (_, i) => low + ((high - low) * (i + 0.5)) / count);
  let state = Math.imul(seed, 2654435761) + 12345;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [values[i], values[j]] = [values[j] as number, values[i] as number];
  }
  return { shape, values };
}

/** Makes `backend` current, with the kernels of this project. */
export async function use(backend: 'cpu' | 'wasm'): Promise<void> {
  prepareBackends();
  if (!(await tf.setBackend(backend))) throw new Error(`The backend ${backend} did not start.`);
}

/** Tensors alive, and buffers the backend holds for them and for scratch. */
export function alive(): { tensors: number; buffers: number } {
  return { tensors: tf.memory().numTensors, buffers: (tf.backend() as BackendWasm).numDataIds() };
}

/** The function's output, and the gradient of its weighed sum for every input, on the current backend. */
export async function outputAndGradients(f: Differentiable, inputs: Numbers[]): Promise<Float32Array[]> {
  const results = tf.tidy(() => {
    const tensors = inputs.map(tensor);
    const weighed = (...given: tf.Tensor[]) => {
      const output = f(...given);
      return tf.sum(tf.mul(output, tensor(weightsFor(output.shape))));
    };
    return [f(...tensors), ...tf.grads(weighed)(tensors)];
  });
  try {
    return await Promise.all(results.map(async (result) => Float32Array.from(await result.data<'float32'>())));
  } finally {
    tf.dispose(results);
  }
}

/** Central differences of the weighed sum on the cpu backend, for about `count` places in each input. */
export async function centralDifferences(f: Differentiable, inputs: Numbers[], step: number, count = 24): Promise<Slopes[]> {
  await use('cpu');
  const weights = tf.tidy(() => weightsFor(f(...inputs.map(tensor)).shape).values);
  // Summed in float64: in float32 the rounding of the sum would drown the difference.
  const sum = (changed: Numbers[]) => {
    const output = tf.tidy(() => f(...changed.map(tensor)).dataSync<'float32'>());
    return output.reduce((total, value, i) => total + value * (weights[i] as number), 0);
  };
  return inputs.map((input, which) => {
    const slopes: Slopes = new Map();
    const stride = Math.max(1, Math.floor(input.values.length / count));
    for (let at = 0; at < input.values.length; at += stride) {
      const value = input.values[at] as number;
      const shifted = (to: number) => sum(inputs.with(which, { ...input, values: input.values.with(at, to) }));
      const [up, down] = [Math.fround(value + step), Math.fround(value - step)];
      slopes.set(at, (shifted(up) - shifted(down)) / (up - down));
    }
    return slopes;
  });
}

/** The largest difference as a fraction of the largest number: zero for equal, about 1 for wrong, infinite for NaN or another length. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i] as number, expected[i] as number];
    if (!Number.isFinite(a) || !Number.isFinite(e)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, Math.abs(a - e));
    size = Math.max(size, Math.abs(e));
  }
  return difference === 0 ? 0 : difference / size;
}

/** The largest relative difference between gradients and slopes. */
export function differenceFromSlopes(gradients: Float32Array[], slopes: Slopes[]): number {
  const differences = slopes.map((wanted, which) => {
    const found = [...wanted.keys()].map((at) => gradients[which]?.[at] ?? Number.NaN);
    return relativeDifference(found, [...wanted.values()]);
  });
  return Math.max(...differences);
}

/**
 * A test that wasm, with either build of the SIMD module, gives the output and gradients of the cpu backend to 1e-4, that those
 * agree with central differences, and that wasm keeps neither tensors nor scratch. `step` is half the width of the differences:
 * small beside the distance to the next kink, large where the function is linear in each input.
 */
export function itAgrees(title: string, f: Differentiable, inputs: Numbers[], step = 1e-2): void {
  it(title, async () => {
    await use('cpu');
    const cpu = await outputAndGradients(f, inputs);
    const slopes = await centralDifferences(f, inputs, step);
    expect(differenceFromSlopes(cpu.slice(1), slopes), 'cpu against central differences').to.be.below(5e-3);

    for (const build of simdBuilds) {
      await useBuild(build);
      let wasm: Float32Array[] = [];
      spoilFreeMemory();
      const left = await leftBy(async () => {
        wasm = await outputAndGradients(f, inputs);
      });
      expect(left, `what the ${build} build leaves in the WASM memory`).to.deep.equal(nothing);
      for (const [i, expected] of cpu.entries()) {
        const what = i === 0 ? 'output' : `gradient of input ${i}`;
        expect(relativeDifference(wasm[i] ?? [], expected), `${what}, ${build} wasm against cpu`).to.be.below(1e-4);
      }
    }
  });
}
