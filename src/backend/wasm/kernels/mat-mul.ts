/**
 * Matrix products, by the SIMD module. tfjs-backend-wasm multiplies plain operands at half the speed, and transposed ones in a
 * plain loop 12 to 65 times slower, one of which every gradient needs.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type _FusedMatMulAttrs, type BatchMatMulAttrs, broadcast_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdFunctions } from '../../simd/functions.js';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, sizeOf } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import { addBias } from '../bias.js';
import { compose, type KernelCall, numbersOf } from '../compose.js';
import { mayWait, productThatWaits } from '../waiting-products.js';

type Transposed = { transposeA: boolean; transposeB: boolean };

/** One product: [m, k] · [k, n], at these addresses. */
export interface Product extends Transposed {
  a: number;
  b: number;
  c: number;
  m: number;
  n: number;
  k: number;
}

/** A product with a single row, column or step of k streams its matrix; no packing would pay. False where it is none of these. */
function thinProduct(simd: SimdFunctions, { a, b, c, m, n, k, transposeA, transposeB }: Product): boolean {
  if (k === 1) simd.outerProduct(a, b, c, m, n);
  else if (m === 1) (transposeB ? simd.rowTimesTransposed : simd.rowTimesMatrix)(a, b, c, k, n);
  else if (n === 1)
    (transposeA ? simd.rowTimesMatrix : simd.rowTimesTransposed)(b, a, c, k, m); // its transpose
  else return false;
  return true;
}

/** Threads share the longer side of the result, whose operand is the one that is packed. */
export function multiply(backend: BackendWasm, product: Product): void {
  const simd = simdOf(backend);
  const { a, b, c, m, n, k, transposeA, transposeB } = product;
  if (thinProduct(simd, product)) return;
  const byRows = m > n;
  const ranges = byRows ? rangesOf(backend, m, n * k, 24) : rangesOf(backend, n, m * k, 8);
  inParallel(backend, ranges, [simd.productScratch()], (calls, { first, count }, scratch = 0) => {
    const [top, bottom, left, right] = byRows ? [first, first + count, 0, n] : [0, m, first, first + count];
    calls.product(a, Number(transposeA), b, Number(transposeB), c, m, n, k, top, bottom, left, right, scratch);
  });
}

/** For each matrix of the result, which of an operand it comes from: axes of length 1 repeat. */
function sources(outer: readonly number[], own: readonly number[]): number[] {
  const count = sizeOf(outer);
  return Array.from({ length: count }, (_, index) => {
    let rest = index;
    let source = 0;
    let stride = 1;
    for (let back = 1; back <= outer.length; back++) {
      const length = outer[outer.length - back] as number;
      const ownLength = own[own.length - back] ?? 1;
      source += ownLength === 1 ? 0 : (rest % length) * stride;
      stride *= ownLength;
      rest = Math.floor(rest / length);
    }
    return source;
  });
}

/** `a · b`, each `[..., rows, columns]`, either transposed on request. */
function productOf(backend: BackendWasm, a: TensorInfo, b: TensorInfo, transposed: Transposed): TensorInfo {
  const { transposeA, transposeB } = transposed;
  const [aOuter, bOuter] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [aRows = 1, aColumns = 1] = a.shape.slice(-2);
  const [bRows = 1, bColumns = 1] = b.shape.slice(-2);
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [inner, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns];
  if (k !== inner) throw new Error(`The inner lengths of a product differ: ${k} and ${inner} (${a.shape} and ${b.shape}).`);
  const outer = broadcast_util.assertAndGetBroadcastShape(aOuter, bOuter);
  const aStart = addressOf(backend, a);
  const bStart = addressOf(backend, b);
  const result = backend.makeOutput([...outer, m, n], 'float32');
  const cStart = addressOf(backend, result);
  if (m === 0 || n === 0 || k === 0) {
    numbersOf(backend, result).fill(0);
    return result;
  }
  const [fromA, fromB] = [sources(outer, aOuter), sources(outer, bOuter)];
  for (let i = 0; i < fromA.length; i++) {
    multiply(backend, {
      ...transposed,
      a: aStart + (fromA[i] as number) * m * k * numberBytes,
      b: bStart + (fromB[i] as number) * k * n * numberBytes,
      c: cStart + i * m * n * numberBytes,
      ...{ m, n, k },
    });
  }
  return result;
}

/** Aᵀ · B of large matrices, as the gradient of a dense layer's weights, whose rows an optimizer may take as they are computed. */
function waitingProductOf(backend: BackendWasm, a: TensorInfo, b: TensorInfo): TensorInfo | null {
  const [k = 0, m = 0] = a.shape;
  const [inner, n = 0] = b.shape;
  const matrices = [a, b].every(({ shape, dtype }) => shape.length === 2 && dtype === 'float32');
  return matrices && k === inner && mayWait(backend, { m, n, k }) ? productThatWaits(backend, a, b) : null;
}

export function batchMatMul({ inputs, attrs, backend }: KernelCall<'a' | 'b', BatchMatMulAttrs>): TensorInfo {
  const { a, b } = inputs;
  const waits = attrs.transposeA && !attrs.transposeB ? waitingProductOf(backend, a, b) : null;
  return waits ?? productOf(backend, a, b, attrs);
}

/** What the fused product's activations are as kernels of their own. `relu` goes with the bias. */
const activationKernels: Record<string, string> = {
  relu: 'Relu',
  relu6: 'Relu6',
  prelu: 'Prelu',
  leakyrelu: 'LeakyRelu',
  sigmoid: 'Sigmoid',
  elu: 'Elu',
};

type FusedInputs = { a: TensorInfo; b: TensorInfo; bias?: TensorInfo; preluActivationWeights?: TensorInfo };

/** The same with bias `[n]` and activation. */
export function fusedMatMul({ inputs, attrs, backend }: KernelCall<'a' | 'b', _FusedMatMulAttrs>): TensorInfo {
  const { a, b, bias, preluActivationWeights: alpha } = inputs as FusedInputs;
  const { activation, leakyreluAlpha } = attrs;
  if (bias && bias.shape.length !== 1) throw new Error(`A bias has one axis, not ${bias.shape.length}.`);
  const product = productOf(backend, a, b, attrs);
  const inPass = bias !== undefined && activation === 'relu';
  if (bias) {
    const columns = sizeOf(bias.shape);
    const y = addressOf(backend, product);
    const rows = sizeOf(product.shape) / columns;
    addBias(backend, { x: y, y, rows, columns, bias: addressOf(backend, bias), relu: inPass });
  }
  if (inPass || activation === 'linear') return product;
  return compose(backend, (scratch) => {
    scratch.own(product);
    const kernel = activationKernels[activation];
    if (!kernel) throw new Error(`The activation ${activation} is not among those of a fused product on WASM.`);
    return scratch.run(kernel, alpha ? { x: product, alpha } : { x: product }, { alpha: leakyreluAlpha });
  });
}
