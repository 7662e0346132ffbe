/**
 * The optimizers' updates in one pass over the weights instead of two to ten, where the backend has them: on WASM, in place.
 * Each answers whether it has done the update; where it has not, the caller puts it together from TensorFlow.js's operations.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, getBackend, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { addressOf, numberBytes } from './simd/memory.js';
import { simdOf } from './simd/load.js';
import { inParallel, rangesOf } from './threads/parallel.js';
import { waitingProduct } from './wasm/waiting-products.js';

/** A rule's number in simd/assembly/updates.ts, and its own numbers. */
type Rule = [number: number, rate: number, epsilon: number, beta1: number, beta2: number];

const rules = {
  sgd: (rate: number): Rule => [0, rate, 0, 0, 0],
  momentum: (rate: number, beta: number): Rule => [1, rate, 0, beta, 0],
  adam: (rate: number, epsilon: number, beta1: number, beta2: number): Rule => [2, rate, epsilon, beta1, beta2],
};

/**
 * Updates `weights` and what is `kept` with them by `rule`. Only where nobody else holds their memory: a clone or a reshaped tensor shares it
 * and would change with them. A gradient that waits as a product is taken as its factors.
 */
function inPlace(gradient: Tensor, [number, ...constants]: Rule, weights: Variable, ...kept: Variable[]): boolean {
  if (getBackend() !== 'wasm') return false;
  const wasm = backend() as BackendWasm;
  const written = [weights, ...kept];
  const fits = written.every(({ dtype, size }) => dtype === 'float32' && size === gradient.size);
  if (!fits || gradient.dtype !== 'float32') return false;
  const [w = 0, first = 0, second = 0] = written.map((variable) => addressOf(wasm, variable)); // brings them here from another backend
  if (written.some(({ dataId }) => wasm.refCount(dataId) !== 1)) return false;
  const product = waitingProduct(wasm, gradient.dataId);
  if (product) {
    const { m, n, k } = product;
    const [a, b] = [addressOf(wasm, product.a), addressOf(wasm, product.b)];
    const scratch = [simdOf(wasm).updateByProductScratch(n, k)];
    inParallel(wasm, rangesOf(wasm, m, n * k, 24), scratch, (simd, { first: top, count }, room = 0) => {
      simd.updateByProduct(number, w, first, second, a, b, m, n, k, top, top + count, ...constants, room);
    });
    return true;
  }
  const g = addressOf(wasm, gradient);
  inParallel(wasm, rangesOf(wasm, gradient.size, 8 * (1 + written.length), 16), [], (simd, { first: start, count }) => {
    const at = start * numberBytes;
    simd.update(number, w + at, first + at, second + at, g + at, count, ...constants);
  });
  return true;
}

export const onePassUpdates = {
  /** w ← w − rate · g. */
  sgd: (w: Variable, g: Tensor, rate: number): boolean => inPlace(g, rules.sgd(rate), w),

  /** v ← beta · v + g, w ← w − rate · v. */
  momentum: (w: Variable, v: Variable, g: Tensor, rate: number, beta: number): boolean => inPlace(g, rules.momentum(rate, beta), w, v),

  /** m ← beta1 · m + g, s ← beta2 · s + g², w ← w − rate · m / (√s + epsilon). */
  adam: (
    w: Variable,
    m: Variable,
    s: Variable,
    g: Tensor,
    { rate, epsilon, beta1, beta2 }: { rate: number; epsilon: number; beta1: number; beta2: number },
  ): boolean => inPlace(g, rules.adam(rate, epsilon, beta1, beta2), w, m, s),
};
