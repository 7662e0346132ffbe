/**
 * The optimizers' updates in one pass over the weights instead of two to ten, where the backend has them: on WASM, in place.
 * Each answers whether it has done the update; where it has not, the caller puts it together from TensorFlow.js's operations.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, getBackend, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { addressOf } from './simd/memory.js';
import { update, type UpdateRule, updateByFactors } from './updates.js';
import { waitingProduct } from './wasm/waiting-products.js';

/**
 * Updates `weights` and what is `kept` with them by `rule`. Only where nobody else holds their memory: a clone or a reshaped tensor shares it
 * and would change with them. A gradient that waits as a product is taken as its factors.
 */
function inPlace(gradient: Tensor, rule: UpdateRule, weights: Variable, ...kept: Variable[]): boolean {
  if (getBackend() !== 'wasm') return false;
  const wasm = backend() as BackendWasm;
  const written = [weights, ...kept];
  const fits = written.every(({ dtype, size }) => dtype === 'float32' && size === gradient.size);
  if (!fits || gradient.dtype !== 'float32') return false;
  const addresses = written.map((variable) => addressOf(wasm, variable)); // brings them here from another backend
  if (written.some(({ dataId }) => wasm.refCount(dataId) !== 1)) return false;
  const product = waitingProduct(wasm, gradient.dataId);
  if (product) {
    const { m, n, k } = product;
    updateByFactors(wasm, rule, addresses, { a: addressOf(wasm, product.a), b: addressOf(wasm, product.b), m, n, k });
  } else update(wasm, rule, addresses, addressOf(wasm, gradient), gradient.size);
  return true;
}

export const onePassUpdates = {
  /** w ← w − rate · g. */
  sgd: (w: Variable, g: Tensor, rate: number): boolean => inPlace(g, { name: 'sgd', rate }, w),

  /** v ← beta · v + g, w ← w − rate · v. */
  momentum: (w: Variable, v: Variable, g: Tensor, rate: number, beta: number): boolean =>
    inPlace(g, { name: 'momentum', rate, beta }, w, v),

  /** m ← beta1 · m + g, s ← beta2 · s + g², w ← w − rate · m / (√s + epsilon). */
  adam: (
    w: Variable,
    m: Variable,
    s: Variable,
    g: Tensor,
    { rate, epsilon, beta1, beta2 }: { rate: number; epsilon: number; beta1: number; beta2: number },
  ): boolean => inPlace(g, { name: 'adam', rate, epsilon, beta1, beta2 }, w, m, s),
};
