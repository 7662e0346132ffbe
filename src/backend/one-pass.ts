/**
 * The optimizers' updates in one pass over the weights instead of two to ten, where the backend has them: on WASM, in place.
 * Each answers whether it has done the update; where it has not, the caller puts it together from TensorFlow.js's operations.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, getBackend, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { SimdCalls } from './simd/functions.js';
import { addressOf, numberBytes } from './simd/memory.js';
import { inParallel, rangesOf } from './threads/parallel.js';

type Update = (simd: SimdCalls, gradient: number, count: number, ...kept: number[]) => void;

/**
 * Runs `update` with the addresses of the gradient and of `kept`, which it writes. Only where nobody else holds their memory: a clone
 * or a reshaped tensor shares it and would change with them.
 */
function inPlace(gradient: Tensor, kept: readonly Variable[], update: Update): boolean {
  if (getBackend() !== 'wasm') return false;
  const wasm = backend() as BackendWasm;
  const fits = kept.every(({ dtype, size }) => dtype === 'float32' && size === gradient.size);
  if (!fits || gradient.dtype !== 'float32') return false;
  const addresses = kept.map((variable) => addressOf(wasm, variable)); // brings them here from another backend
  if (kept.some(({ dataId }) => wasm.refCount(dataId) !== 1)) return false;
  const from = addressOf(wasm, gradient);
  inParallel(wasm, rangesOf(wasm, gradient.size, 8 * (1 + kept.length), 16), [], (simd, { first, count }) => {
    const at = first * numberBytes;
    update(simd, from + at, count, ...addresses.map((address) => address + at));
  });
  return true;
}

export const onePassUpdates = {
  /** w ← w − rate · g. */
  sgd: (w: Variable, g: Tensor, rate: number): boolean =>
    inPlace(g, [w], (simd, gradient, count, weights = 0) => simd.sgdUpdate(weights, gradient, count, rate)),

  /** v ← beta · v + g, w ← w − rate · v. */
  momentum: (w: Variable, v: Variable, g: Tensor, rate: number, beta: number): boolean =>
    inPlace(g, [w, v], (simd, gradient, count, weights = 0, velocity = 0) =>
      simd.momentumUpdate(weights, velocity, gradient, count, rate, beta),
    ),

  /** m ← beta1 · m + g, s ← beta2 · s + g², w ← w − rate · m / (√s + epsilon). */
  adam: (
    w: Variable,
    m: Variable,
    s: Variable,
    g: Tensor,
    { rate, epsilon, beta1, beta2 }: { rate: number; epsilon: number; beta1: number; beta2: number },
  ): boolean =>
    inPlace(g, [w, m, s], (simd, gradient, count, weights = 0, means = 0, squares = 0) =>
      simd.adamUpdate(weights, means, squares, gradient, count, rate, epsilon, beta1, beta2),
    ),
};
