/** The optimizers' updates in one pass over the weights instead of two to ten, where the backend has them: on WASM, in place. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, getBackend, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { addressOf } from './simd/memory.js';
import { update, type UpdateRule, updateByFactors } from './updates.js';
import { waitingProduct } from './wasm/waiting-products.js';

/**
 * Updates `weights` and what is `kept` with them by `rule`. Only where nobody else holds their memory: a clone or a reshaped tensor shares it
 * and would change with them. A gradient that waits as a product is taken as its factors.
 * @returns whether it was done; where it was not, nothing has changed
 */
export function onePassUpdate(rule: UpdateRule, weights: Variable, kept: readonly Variable[], gradient: Tensor): boolean {
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
