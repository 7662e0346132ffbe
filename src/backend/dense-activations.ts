/** What follows the product of a dense layer, in place, and the way back through it. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { addressOf, numberBytes, numbersAt, sizeOf } from './simd/memory.js';
import { inParallel, rangesOf } from './threads/parallel.js';
import { addBias } from './wasm/bias.js';
import { compose } from './wasm/compose.js';
import { reluGradient } from './wasm/relu-gradient.js';

export type DenseActivation = 'linear' | 'relu' | 'sigmoid' | 'tanh';

/** Addresses of a layer's `values` and of the loss's `slopes` for them, [rows, units] each. */
interface LayerNumbers {
  values: number;
  slopes: number;
  rows: number;
  units: number;
}

/** tfjs-backend-wasm's kernels of those that JavaScript takes ten times as long over, number by number. */
const kernels = { sigmoid: 'Sigmoid', tanh: 'Tanh' } as const;

/** Their slopes, from a = f(z). */
const slopeOf = { sigmoid: (a: number): number => a * (1 - a), tanh: (a: number): number => 1 - a * a } as const;

/**
 * values ← activation(values + bias).
 * @param output the values as a tensor, of which only the first `rows` may be in use
 * @param bias the address of [units]
 */
export function finish(
  wasm: BackendWasm,
  name: DenseActivation,
  output: TensorInfo,
  numbers: LayerNumbers,
  bias: number | undefined,
): void {
  const { values, rows, units } = numbers;
  const relu = name === 'relu';
  if (bias !== undefined) addBias(wasm, { x: values, y: values, rows, columns: units, bias, relu });
  else if (relu) clampFromZero(wasm, values, rows * units);
  if (name === 'sigmoid' || name === 'tanh') runInPlace(wasm, kernels[name], output);
}

/** The slopes for a layer's values become those for what they were before the activation. */
export function backThrough(wasm: BackendWasm, name: DenseActivation, { values, slopes, rows, units }: LayerNumbers): void {
  const count = rows * units;
  if (name === 'relu') reluGradient(wasm, values, slopes, slopes, count);
  if (name !== 'sigmoid' && name !== 'tanh') return;
  const slope = slopeOf[name];
  const [a, back] = [numbersAt(wasm, values, count), numbersAt(wasm, slopes, count)];
  for (let i = 0; i < count; i++) back[i] = (back[i] as number) * slope(a[i] as number);
}

function clampFromZero(wasm: BackendWasm, values: number, count: number): void {
  inParallel(wasm, rangesOf(wasm, count, 8, 16), [], (simd, { first, count: part }) => {
    const at = values + first * numberBytes;
    simd.clamp(at, at, part, 0, Number.POSITIVE_INFINITY);
  });
}

function runInPlace(wasm: BackendWasm, kernel: string, output: TensorInfo): void {
  const result = compose(wasm, (scratch) => scratch.run(kernel, { x: output }));
  const count = sizeOf(output.shape);
  numbersAt(wasm, addressOf(wasm, output), count).set(numbersAt(wasm, addressOf(wasm, result), count));
  wasm.disposeData(result.dataId);
}
