/**
 * Gradient descent on one sample a step through dense layers, on WASM: the SIMD module works on the weights where they lie. No tensor
 * is made, and nothing is allocated between opening and closing. Who uses it calls `forward`, `backward` and `update` of each layer.
 *
 * The first layer is put off: its product with all planned samples is made at once, later ones follow from the scalar products of the
 * samples, xₜ·Wₜ = xₜ·W₀ + Σₛ (xₜ·xₛ)·eₛ with eₛ = −η times the slopes of sample s, and `settle` adds Σₛ xₛᵀeₛ to the weights.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, getBackend, type Variable } from '@tensorflow/tfjs-core';
import type { SimdFunctions } from './simd/functions.js';
import { simdOf } from './simd/load.js';
import { borrowScratch, numberBytes } from './simd/memory.js';
import { addressToWrite, isFloat } from './simd/written.js';

interface DenseWeights {
  /** [inputs, units] */
  kernel: Variable;
  /** [units] */
  bias: Variable | undefined;
}

/** More samples ahead make the passes over the weights rarer, but each is then one of more scalar products. */
const mostAhead = 24;
/** Multiply-adds that may be done at a stretch: about ten milliseconds. */
const mostAtOnce = 1e8;

/** Null where another backend is in force, or where the weights are not as dense layers have them. */
export function openDenseChain(layers: readonly DenseWeights[], learningRate: number): WasmDenseChain | null {
  const fits = layers.every(({ kernel, bias }) => isFloat(kernel, 2) && (!bias || isFloat(bias, 1)));
  if (getBackend() !== 'wasm' || layers.length === 0 || !fits) return null;
  return new WasmDenseChain(backend() as BackendWasm, layers, learningRate);
}

interface Layer {
  weights: DenseWeights;
  inputs: number;
  units: number;
  /** Addresses of `[units]` numbers each in the scratch. */
  values: number;
  slopes: number;
  /** −η times the slopes. */
  errors: number;
  /** Where the weights lie now. */
  kernel: number;
  bias: number;
}

class WasmDenseChain {
  readonly ahead: number;
  readonly #wasm: BackendWasm;
  readonly #simd: SimdFunctions;
  readonly #rate: number;
  readonly #layers: readonly Layer[];
  readonly #first: Layer;
  readonly #scratch: { pieces: number[]; free: () => void };
  /** Addresses: planned samples `[ahead, inputs]`, their products with the weights of then, and their errors, `[ahead, units]`. */
  readonly #samples: number;
  readonly #products: number;
  readonly #errors: number;
  /** Scalar products of each sample with those before it, `[ahead, ahead]`. */
  readonly #likeness: number;
  readonly #tiles: number;
  /** All of the memory as numbers; made anew at `resume`, since memory that grows leaves older views empty. */
  #numbers: Float32Array = new Float32Array();
  /** Planned samples that are through, and of these the ones whose errors are in the weights. */
  #done = 0;
  #settled = 0;

  constructor(wasm: BackendWasm, weights: readonly DenseWeights[], learningRate: number) {
    this.#wasm = wasm;
    this.#simd = simdOf(wasm);
    this.#rate = learningRate;
    const shapes = weights.map(({ kernel }) => kernel.shape as [number, number]);
    const [inputs, units] = shapes[0] as [number, number];
    this.ahead = Math.max(1, Math.min(mostAhead, Math.floor(mostAtOnce / (inputs * units))));
    const rows = this.ahead * numberBytes;
    const planned = [rows * inputs, rows * units, rows * units, rows * this.ahead, this.#simd.fewRowsScratch(this.ahead)];
    const perLayer = shapes.flatMap(([, width]) => [width, width, width].map((numbers) => numbers * numberBytes));
    this.#scratch = borrowScratch(wasm, [...planned, ...perLayer]);
    const [samples = 0, products = 0, errors = 0, likeness = 0, tiles = 0, ...rest] = this.#scratch.pieces;
    [this.#samples, this.#products, this.#errors, this.#likeness, this.#tiles] = [samples, products, errors, likeness, tiles];
    this.#layers = weights.map((own, i): Layer => {
      const [from, to] = shapes[i] as [number, number];
      const [values = 0, slopes = 0, scaled = 0] = rest.slice(3 * i, 3 * i + 3);
      return { weights: own, inputs: from, units: to, values, slopes, errors: scaled, kernel: 0, bias: 0 };
    });
    this.#first = this.#layers[0] as Layer;
  }

  /** Reads the weights as they are: call `resume` before. */
  plan(inputs: Float32Array, count: number): void {
    const { inputs: length, units, kernel } = this.#first;
    this.#numbers.set(inputs.subarray(0, count * length), this.#samples / numberBytes);
    this.#simd.fewRowsProduct(this.#samples, kernel, this.#products, count, units, length, this.#tiles);
    for (let t = 1; t < count; t++) {
      this.#simd.rowTimesTransposed(this.#sample(t), this.#samples, this.#likenessOf(t), length, t);
    }
    this.#done = this.#settled = 0;
  }

  resume(): { values: Float32Array; slopes: Float32Array }[] {
    for (const layer of this.#layers) {
      layer.kernel = addressToWrite(this.#wasm, layer.weights.kernel);
      layer.bias = layer.weights.bias ? addressToWrite(this.#wasm, layer.weights.bias) : 0;
    }
    const memory = this.#wasm.wasm.HEAPU8.buffer;
    this.#numbers = new Float32Array(memory);
    return this.#layers.map(({ values, slopes, units }) => ({
      values: new Float32Array(memory, values, units),
      slopes: new Float32Array(memory, slopes, units),
    }));
  }

  forward(layer: number): void {
    const at = this.#layers[layer] as Layer;
    const { values, units } = at;
    if (layer === 0) {
      const t = this.#done;
      this.#copy(this.#products + t * units * numberBytes, values, units);
      this.#simd.addRowTimesMatrix(this.#likenessOf(t), this.#errors, values, t, units);
    } else {
      this.#simd.rowTimesMatrix((this.#layers[layer - 1] as Layer).values, at.kernel, values, at.inputs, units);
    }
    if (at.weights.bias) this.#add(at.bias, values, units);
  }

  backward(layer: number): void {
    const { kernel, inputs, units, slopes } = this.#layers[layer] as Layer;
    this.#simd.rowTimesTransposed(slopes, kernel, (this.#layers[layer - 1] as Layer).slopes, units, inputs);
  }

  update(layer: number): void {
    const at = this.#layers[layer] as Layer;
    const { units, errors } = at;
    this.#scale(at.slopes, errors, units);
    if (at.weights.bias) this.#add(errors, at.bias, units);
    if (layer === 0) this.#copy(errors, this.#errors + this.#done++ * units * numberBytes, units);
    else this.#simd.addOuterProducts((this.#layers[layer - 1] as Layer).values, errors, 1, at.kernel, at.inputs, units);
  }

  settle(): void {
    const { inputs, units, kernel } = this.#first;
    const errors = this.#errors + this.#settled * units * numberBytes;
    this.#simd.addOuterProducts(this.#sample(this.#settled), errors, this.#done - this.#settled, kernel, inputs, units);
    this.#settled = this.#done;
  }

  dispose(): void {
    this.#scratch.free();
  }

  #sample(t: number): number {
    return this.#samples + t * this.#first.inputs * numberBytes;
  }

  #likenessOf(t: number): number {
    return this.#likeness + t * this.ahead * numberBytes;
  }

  #copy(from: number, to: number, count: number): void {
    this.#numbers.copyWithin(to / numberBytes, from / numberBytes, from / numberBytes + count);
  }

  #add(from: number, to: number, count: number): void {
    const numbers = this.#numbers;
    const [source, sum] = [from / numberBytes, to / numberBytes];
    for (let i = 0; i < count; i++) numbers[sum + i] = (numbers[sum + i] as number) + (numbers[source + i] as number);
  }

  #scale(from: number, to: number, count: number): void {
    const numbers = this.#numbers;
    const [slopes, errors] = [from / numberBytes, to / numberBytes];
    for (let i = 0; i < count; i++) numbers[errors + i] = -this.#rate * (numbers[slopes + i] as number);
  }
}
