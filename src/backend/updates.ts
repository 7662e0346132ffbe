/** The optimizers' updates on WASM, in place: one pass over the weights, with the gradient as it lies or as the product it is. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { numberBytes } from './simd/memory.js';
import { simdOf } from './simd/load.js';
import { inParallel, rangesOf } from './threads/parallel.js';

export type UpdateRule =
  /** w ← w − rate · g. */
  | { name: 'sgd'; rate: number }
  /** v ← beta · v + g, w ← w − rate · v. */
  | { name: 'momentum'; rate: number; beta: number }
  /** m ← beta1 · m + g, s ← beta2 · s + g², w ← w − rate · m / (√s + epsilon). */
  | { name: 'adam'; rate: number; epsilon: number; beta1: number; beta2: number };

/** A rule's number in simd/assembly/updates.ts, and its own numbers. */
type RuleNumbers = [number: number, rate: number, epsilon: number, beta1: number, beta2: number];

function numbersOf(rule: UpdateRule): RuleNumbers {
  if (rule.name === 'sgd') return [0, rule.rate, 0, 0, 0];
  if (rule.name === 'momentum') return [1, rule.rate, 0, rule.beta, 0];
  return [2, rule.rate, rule.epsilon, rule.beta1, rule.beta2];
}

/** Addresses of the weights, and of what the rule keeps beside them: as many as it has. */
export type Written = readonly number[];

/** Updates `count` weights by their gradient at the address `g`. */
export function update(wasm: BackendWasm, rule: UpdateRule, written: Written, g: number, count: number): void {
  const [number, ...constants] = numbersOf(rule);
  const [w = 0, first = 0, second = 0] = written;
  inParallel(wasm, rangesOf(wasm, count, 8 * (1 + written.length), 16), [], (simd, { first: start, count: part }) => {
    const at = start * numberBytes;
    simd.update(number, w + at, first + at, second + at, g + at, part, ...constants);
  });
}

/** Aᵀ · B of `a` `[k, m]` and `b` `[k, n]`, at these addresses. */
export interface Factors {
  a: number;
  b: number;
  m: number;
  n: number;
  k: number;
}

/** Updates weights `[m, n]` by a gradient that is never in memory. */
export function updateByFactors(
  wasm: BackendWasm,
  rule: UpdateRule,
  [w = 0, first = 0, second = 0]: Written,
  { a, b, m, n, k }: Factors,
): void {
  const [number, ...constants] = numbersOf(rule);
  const scratch = [simdOf(wasm).updateByProductScratch(n, k)];
  inParallel(wasm, rangesOf(wasm, m, n * k, 24), scratch, (simd, { first: top, count }, room = 0) => {
    simd.updateByProduct(number, w, first, second, a, b, m, n, k, top, top + count, ...constants, room);
  });
}
