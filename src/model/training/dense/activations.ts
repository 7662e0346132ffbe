/** Activations and their slopes on a plain array. */
import type { Activation } from '../../../contract/network.js';

export interface PlainActivation {
  /** z becomes a, in place. */
  apply(values: Float32Array): void;
  /** The slopes for a become those for z, in place; `values` holds a. */
  backward(values: Float32Array, slopes: Float32Array): void;
}

/** One that works number by number: a from z, and da/dz from a. */
function each(f: (z: number) => number, slope: (a: number) => number): PlainActivation {
  return {
    apply(values) {
      for (let i = 0; i < values.length; i++) values[i] = f(values[i] as number);
    },
    backward(values, slopes) {
      for (let i = 0; i < values.length; i++) slopes[i] = (slopes[i] as number) * slope(values[i] as number);
    },
  };
}

/** Those whose slope follows from their value. Softmax mixes the numbers of a layer, and is known at the head only, as part of a loss. */
export type PlainName = Extract<Activation, 'linear' | 'relu' | 'sigmoid' | 'tanh'>;

export const plainActivations: Record<PlainName, PlainActivation> = {
  linear: { apply: () => undefined, backward: () => undefined },
  relu: each(
    (z) => Math.max(0, z),
    (a) => (a > 0 ? 1 : 0),
  ),
  sigmoid: each(
    (z) => 1 / (1 + Math.exp(-z)),
    (a) => a * (1 - a),
  ),
  tanh: each(Math.tanh, (a) => 1 - a * a),
};

export const isPlain = (name: Activation): name is PlainName => Object.hasOwn(plainActivations, name);
