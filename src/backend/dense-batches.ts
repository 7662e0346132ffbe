/**
 * Training on batches through dense layers, on WASM: the SIMD module works on weights, inputs and what optimizers keep where they lie.
 * Between opening and closing only what kernels need for themselves is allocated. Who uses it finds the loss's slopes between `forward` and `backward`.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, getBackend, type Tensor, type TensorInfo, type Variable } from '@tensorflow/tfjs-core';
import { backThrough, type DenseActivation, finish } from './dense-activations.js';
import { addressOf, borrowScratch, numberBytes, numbersAt } from './simd/memory.js';
import { addressToWrite, isFloat } from './simd/written.js';
import { update, type UpdateRule, updateByFactors, type Written } from './updates.js';
import { multiply } from './wasm/kernels/mat-mul.js';
import { sumRows } from './wasm/kernels/sum.js';
import { paysAsFactors } from './wasm/waiting-products.js';

interface Updated {
  weight: Variable;
  kept: readonly Variable[];
}

interface BatchLayer {
  /** [inputs, units] */
  kernel: Updated;
  /** [units] */
  bias: Updated | undefined;
  activation: DenseActivation;
}

interface Answers {
  values: Float32Array;
  slopes: Float32Array;
}

/** Null where another backend is in force, or where the weights are not as dense layers have them. */
export function openDenseBatches(layers: readonly BatchLayer[], rows: number): WasmDenseBatches | null {
  const fits = layers.every(({ kernel, bias }) => isFloat(kernel.weight, 2) && (!bias || isFloat(bias.weight, 1)));
  if (getBackend() !== 'wasm' || layers.length === 0 || !fits) return null;
  return new WasmDenseBatches(backend() as BackendWasm, layers, rows);
}

interface Layer {
  given: BatchLayer;
  inputs: number;
  units: number;
  /** Whether the kernel's gradient is used up as it is computed, and so needs no memory. */
  byFactors: boolean;
  /** What the layer puts out, [rows, units], and its address. */
  output: TensorInfo;
  values: number;
  /** Address of the loss's slopes for the output. */
  slopes: number;
  /** Where the weights lie now, and what is kept beside them. */
  kernel: Written;
  bias: Written;
}

class WasmDenseBatches {
  readonly #wasm: BackendWasm;
  readonly #layers: Layer[] = [];
  readonly #most: number;
  readonly #scratch: { pieces: number[]; free: () => void };
  /** Address of room for the gradient of any bias, and of any kernel that needs it. */
  readonly #gradient: number;
  /** Rows of the batch in turn, and the address of its inputs. */
  #rows = 0;
  #inputs = 0;
  #answers: Answers = { values: new Float32Array(), slopes: new Float32Array() };

  constructor(wasm: BackendWasm, layers: readonly BatchLayer[], rows: number) {
    this.#wasm = wasm;
    this.#most = rows;
    const shapes = layers.map(({ kernel }) => {
      const [inputs, units] = kernel.weight.shape as [number, number];
      return { inputs, units, byFactors: paysAsFactors({ m: inputs, n: units, k: rows }) };
    });
    const gradients = shapes.map(({ inputs, units, byFactors }) => (byFactors ? units : inputs * units));
    const numbers = [Math.max(...gradients), ...shapes.map(({ units }) => rows * units)];
    this.#scratch = borrowScratch(
      wasm,
      numbers.map((count) => count * numberBytes),
    );
    const [gradient = 0, ...slopes] = this.#scratch.pieces;
    this.#gradient = gradient;
    try {
      for (const [i, given] of layers.entries()) {
        const shape = shapes[i] as (typeof shapes)[number];
        const output = wasm.makeOutput([rows, shape.units], 'float32');
        this.#layers.push({ ...shape, given, output, values: addressOf(wasm, output), slopes: slopes[i] as number, kernel: [], bias: [] });
      }
    } catch (full) {
      this.dispose();
      throw full;
    }
  }

  forward(inputs: Tensor): Answers {
    this.#rows = inputs.shape[0] ?? 0;
    if (this.#rows > this.#most) throw new Error(`A batch of ${this.#rows} rows, and room for ${this.#most}.`);
    this.#inputs = addressOf(this.#wasm, inputs);
    for (const [i, layer] of this.#layers.entries()) {
      layer.kernel = this.#find(layer.given.kernel);
      layer.bias = layer.given.bias ? this.#find(layer.given.bias) : [];
      const product = { a: this.#before(i), b: layer.kernel[0] as number, c: layer.values };
      const size = { m: this.#rows, n: layer.units, k: layer.inputs };
      multiply(this.#wasm, { ...product, ...size, transposeA: false, transposeB: false });
      finish(this.#wasm, layer.given.activation, layer.output, { ...layer, rows: this.#rows }, layer.bias[0]);
    }
    return this.#view(this.#layers.at(-1) as Layer);
  }

  backward(rule: UpdateRule): void {
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const layer = this.#layers[i] as Layer;
      backThrough(this.#wasm, layer.given.activation, { ...layer, rows: this.#rows });
      if (i > 0) {
        const product = { a: layer.slopes, b: layer.kernel[0] as number, c: (this.#layers[i - 1] as Layer).slopes };
        const size = { m: this.#rows, n: layer.inputs, k: layer.units };
        multiply(this.#wasm, { ...product, ...size, transposeA: false, transposeB: true });
      }
      this.#update(layer, this.#before(i), rule);
    }
  }

  dispose(): void {
    this.#scratch.free();
    for (const { output } of this.#layers) this.#wasm.disposeData(output.dataId);
  }

  #find({ weight, kept }: Updated): Written {
    return [weight, ...kept].map((variable) => addressToWrite(this.#wasm, variable));
  }

  /** The address of what layer `i` reads, [rows, inputs]. */
  #before(i: number): number {
    return this.#layers[i - 1]?.values ?? this.#inputs;
  }

  #update({ given: { bias }, inputs, units, byFactors, slopes, ...written }: Layer, before: number, rule: UpdateRule): void {
    const factors = { a: before, b: slopes, m: inputs, n: units, k: this.#rows };
    if (byFactors) updateByFactors(this.#wasm, rule, written.kernel, factors);
    else {
      multiply(this.#wasm, { ...factors, c: this.#gradient, transposeA: true, transposeB: false });
      update(this.#wasm, rule, written.kernel, this.#gradient, inputs * units);
    }
    if (!bias) return;
    sumRows(this.#wasm, slopes, this.#rows, units, this.#gradient);
    update(this.#wasm, rule, written.bias, this.#gradient, units);
  }

  /** Memory that grows leaves older views empty. */
  #view({ values, slopes, units }: Layer): Answers {
    const [known, length] = [this.#answers.values, this.#rows * units];
    if (known.buffer !== this.#wasm.wasm.HEAPU8.buffer || known.length !== length) {
      this.#answers = { values: this.#numbers(values, units), slopes: this.#numbers(slopes, units) };
    }
    return this.#answers;
  }

  #numbers(address: number, units: number): Float32Array {
    return numbersAt(this.#wasm, address, this.#rows * units);
  }
}
