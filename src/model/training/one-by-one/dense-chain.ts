/**
 * What a backend may offer for gradient descent on one sample a step: the products and updates of dense layers, one after the other,
 * without a tensor and without a gradient of the size of the weights. The rest of a step is written out in `stepper.ts`.
 *
 * The samples are known some steps ahead, and that is what makes it fast. With weights W₀ when they are planned, errors eₛ = −η·dₛ and
 * inputs xₛ, plain descent has Wₜ = W₀ + Σₛ xₛᵀeₛ over s < t; so
 *
 *     xₜ·Wₜ = xₜ·W₀ + Σₛ (xₜ·xₛ)·eₛ
 *
 * and the first layer, usually by far the largest, is read once for all planned samples and written once when they are through,
 * instead of three times a step. The sums are those of step after step, in another order.
 */
import type { DenseWeights } from '../dense/chain.js';

/** The numbers of a layer for the sample in turn. */
export interface LayerNumbers {
  /** [units]: what the layer puts out; `forward` writes it before the activation. */
  values: Float32Array;
  /** [units]: the loss's slope for what the layer puts out before the activation. `backward` writes it for what comes out after. */
  slopes: Float32Array;
}

/** The order of calls in a step: `forward` from the first layer to the last, `backward` and `update` from the last to the first. */
export interface DenseChain {
  /** How many samples `plan` takes at most. */
  readonly ahead: number;
  /** The next samples, [count, inputs]. Those planned before must be through. */
  plan(inputs: Float32Array, count: number): void;
  /** Where the numbers of each layer lie, good until others have their turn. To be called before the first step after such a turn. */
  resume(): readonly LayerNumbers[];
  /** values of `layer` ← what is before it · kernel + bias. For layer 0 the next planned sample is before it. */
  forward(layer: number): void;
  /** slopes of `layer − 1` ← slopes of `layer` · kernelᵀ. */
  backward(layer: number): void;
  /** kernel ← kernel − η · inputᵀ · slopes, bias ← bias − η · slopes. That of layer 0 closes the step. */
  update(layer: number): void;
  /** Brings the variables up to the last step. To be called before others have their turn. */
  settle(): void;
  dispose(): void;
}

/** Opens a chain on the weights of layers that follow each other; null where the backend in force has none. */
export type OpenDenseChain = (layers: readonly DenseWeights[], learningRate: number) => DenseChain | null;
