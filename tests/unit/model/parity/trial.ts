/** A network with inputs and all that it computes from them: answers and gradients, as it predicts and as it learns. */
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkSpec, Weight } from '../../../../src/contract/network.js';
import { Random } from '../../../../src/data/random.js';
import { buildNetwork, type Network } from '../../../../src/model/network.js';
import { spaced, spacedNumbers } from '../random-tensors.js';
import { type Numbers, type Slope, slopeOf } from './compare.js';

/** Outputs weighed with fixed numbers: their sum is the number whose gradients are compared. */
const weightsOf = (size: number): Float32Array => spacedNumbers([size], 5);

export class Trial {
  readonly network: Network;
  readonly #x: tf.Variable;
  /** Moving averages such as no untrained network has. */
  readonly #averages: readonly Weight[];

  private constructor(network: Network, reach: number, averages: readonly Weight[]) {
    this.network = network;
    this.#averages = averages;
    this.#x = tf.tidy(() => tf.variable(spaced(3, network.info.inputShape, 1, reach)));
  }

  /** The same network and inputs on every backend, on the one that is current. */
  static async of(spec: NetworkSpec, reach: number): Promise<Trial> {
    const network = buildNetwork(spec, 7);
    const averages = (await network.weights()).filter(({ name }) => name.startsWith('moving_'));
    return new Trial(
      network,
      reach,
      averages.map((array) => ({ ...array, values: array.values.map((_, i) => 0.5 + 0.25 * i) })),
    );
  }

  #logits(training: boolean, x: tf.Tensor = this.#x): tf.Tensor {
    this.network.reseed(new Random(3)); // the same dropout masks at every call
    return this.network.logits(x, { training });
  }

  /** What gradients are taken of, by name: the input, and while learning every weight array. */
  #variables(training: boolean): [name: string, variable: tf.Variable][] {
    const weights = this.network.layers.flatMap(({ name: layer, variables }) =>
      variables.all.map(([name, variable]): [string, tf.Variable] => [`${layer} ${name}`, variable]),
    );
    const learned = weights.filter(([, variable]) => training && this.network.trainable.includes(variable));
    return [['input', this.#x], ...learned];
  }

  /** Logits and gradients of both passes, then what batch normalization keeps of the second. */
  async numbers(): Promise<Numbers> {
    this.network.setWeights(this.#averages);
    const found = new Map<string, Float32Array>();
    for (const training of [false, true]) {
      const variables = this.#variables(training);
      const results = tf.tidy(() => {
        const kept: { logits?: tf.Tensor } = {};
        const weighed = () => {
          const y = tf.keep(this.#logits(training));
          kept.logits = y;
          return tf.sum(tf.mul(y, tf.tensor(weightsOf(y.size), y.shape))) as tf.Scalar;
        };
        const { grads } = tf.variableGrads(
          weighed,
          variables.map(([, variable]) => variable),
        );
        const gradients = variables.map(([name, variable]) => [gradientOf(name, training), grads[variable.name]] as const);
        return Object.fromEntries([[`logits${when(training)}`, kept.logits], ...gradients]) as Record<string, tf.Tensor>;
      });
      for (const [what, tensor] of Object.entries(results)) found.set(what, Float32Array.from(await tensor.data()));
      tf.dispose(results);
    }
    for (const { layer, name, values } of await this.network.weights()) {
      if (name.startsWith('moving_')) found.set(`${layer} ${name}`, values);
    }
    return found;
  }

  /** For every gradient the slope of the weighed sum along a direction of its space. Sums are taken in double precision. */
  slopes(): ReadonlyMap<string, Slope> {
    this.network.setWeights(this.#averages);
    const found = new Map<string, Slope>();
    for (const training of [false, true]) {
      for (const [name, variable] of this.#variables(training)) {
        const direction = spacedNumbers(variable.shape, 11);
        const values = variable.dataSync().slice();
        const move = (by: number) =>
          tf.tidy(() =>
            variable.assign(
              tf.tensor(
                values.map((value, i) => value + by * (direction[i] as number)),
                variable.shape,
              ),
            ),
          );
        const slope = slopeOf((by) => {
          move(by);
          const logits = tf.tidy(() => this.#logits(training).dataSync<'float32'>());
          const weights = weightsOf(logits.length);
          return logits.reduce((sum, value, i) => sum + value * (weights[i] as number), 0);
        });
        move(0);
        found.set(gradientOf(name, training), { direction, slope });
      }
    }
    return found;
  }

  dispose(): void {
    this.#x.dispose();
    this.network.dispose();
  }
}

const when = (training: boolean): string => (training ? ' while learning' : '');
const gradientOf = (name: string, training: boolean): string => `gradient of ${name}${when(training)}`;
