/**
 * A network with its weights: the layers of a spec, one after the other.
 *
 * The arithmetic of each layer stands in `layers/`; a tfjs-layers model of the same layers holds the variables, and Keras's own
 * topology, which tests compare with ours.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';
import type { Activation, LayerSpec, NetworkInfo, NetworkSpec, Weight } from '../contract/network.js';
import { PlaygroundError } from '../contract/playground-error.js';
import { Random } from '../data/random.js';
import { activations } from './activations.js';
import { type BuiltLayer, buildLayers } from './build.js';
import { assertBuildable } from './inspect.js';
import type { Pass } from './layers/kind.js';
import { layerKinds } from './layers/table.js';
import { copyOf } from './read.js';
import { inWords } from '../data/shape.js';

/** The activation that turns the network's last numbers into its outputs. */
export type Head = 'linear' | 'softmax' | 'sigmoid';

const isHead = (activation: Activation): activation is Head => ['linear', 'softmax', 'sigmoid'].includes(activation);
const activationOf = (spec: LayerSpec): Activation => ('activation' in spec && spec.activation) || 'linear';

/**
 * A network with fresh weights. The same spec and seed give the same weights, to the bit, on every backend.
 * `spec.inputShape` must be there.
 * @throws PlaygroundError `network-invalid` or `network-too-large`, with every problem in words.
 */
export function buildNetwork(spec: NetworkSpec, seed: number): Network {
  const info = assertBuildable(spec);
  const random = new Random(seed);
  const { model, layers } = buildLayers(info, random);
  return new Network(info, model, layers, random);
}

export class Network {
  readonly info: NetworkInfo;
  /** Topology and formats; shares its variables with this network. */
  readonly model: Sequential;
  readonly layers: readonly BuiltLayer[];
  /** The softmax or sigmoid of the last layer, taken off its logits; `linear` where it has neither. */
  readonly head: Head;
  /** No layer looks across the rows of a batch, or draws numbers for each: more rows change nothing for the others, in training either. */
  readonly rowsApart: boolean;
  /** The first layer takes each sample as one row of numbers, whatever its shape. */
  readonly readsRows: boolean;
  /** What an optimizer may change, in the order of the layers. */
  readonly trainable: readonly tf.Variable[];
  #random: Random;
  #disposed = false;

  constructor(info: NetworkInfo, model: Sequential, layers: readonly BuiltLayer[], random: Random) {
    this.info = info;
    this.model = model;
    this.layers = layers;
    const last = layers.at(-1);
    const activation = last ? activationOf(last.spec) : 'linear';
    this.head = isHead(activation) ? activation : 'linear';
    this.trainable = layers.flatMap((layer) => (layer.spec.trainable === false ? [] : layer.variables.learned));
    this.rowsApart = layers.every(({ spec }) => !layerKinds[spec.type].couplesRows);
    this.readsRows = info.inputShape.length === 1 || layers[0]?.spec.type === 'Flatten';
    this.#random = random;
  }

  /** True once its tensors are gone. */
  get disposed(): boolean {
    return this.#disposed;
  }

  /**
   * Asked after every wait: meanwhile another network may have taken this one's place.
   * @throws PlaygroundError `busy` where this one is disposed of
   */
  assertAlive(): void {
    if (this.#disposed) throw new PlaygroundError('busy', 'The network was replaced meanwhile. Ask again.');
  }

  /** From here on dropout masks come from `random`. The training loop calls it before each step, so that a run can be repeated. */
  reseed(random: Random): void {
    this.#random = random;
  }

  /** What comes out before the last softmax or sigmoid, [batch, outputs]; `x` is [batch, ...inputShape]. Differentiable. */
  logits(x: tf.Tensor, { training = false }: { training?: boolean } = {}): tf.Tensor {
    return this.#run(x, 0, this.layers.length, { training, random: this.#random }, false);
  }

  /** The network's outputs from its logits. */
  outputs(logits: tf.Tensor): tf.Tensor {
    return activations[this.head](logits);
  }

  /**
   * A probability for each class from the logits: their sigmoid where the head is one, their softmax otherwise.
   * A single output without a sigmoid is a value and no class: it stays as it is.
   */
  probabilities(logits: tf.Tensor): tf.Tensor {
    if (this.head === 'sigmoid' || logits.shape.at(-1) === 1) return this.outputs(logits);
    return tf.softmax(logits);
  }

  /** What `layer` puts out, after its activation: [batch, ...outputShape]. `layer` is a name, or an index from 0. */
  forwardTo(x: tf.Tensor, layer: string | number): tf.Tensor {
    return this.#run(x, 0, this.indexOf(layer) + 1, { training: false, random: this.#random }, true);
  }

  /** The logits that follow from what `layer` puts out. `layer` is any but the last. */
  forwardFrom(activation: tf.Tensor, layer: string | number): tf.Tensor {
    const start = this.indexOf(layer) + 1;
    if (start === this.layers.length) throw new PlaygroundError('data-mismatch', `Nothing follows the last layer. Choose an earlier one.`);
    return this.#run(activation, start, this.layers.length, { training: false, random: this.#random }, false);
  }

  /** The index of a layer given by its name or by its index from 0. */
  indexOf(layer: string | number): number {
    const index = typeof layer === 'number' ? layer : this.layers.findIndex(({ name }) => name === layer);
    if (this.layers[index]) return index;
    const names = this.layers.map(({ name }) => name).join(', ');
    throw new PlaygroundError('data-mismatch', `There is no layer ${layer}. This network has ${names}.`);
  }

  #run(x: tf.Tensor, start: number, end: number, pass: Pass, withHead: boolean): tf.Tensor {
    this.assertAlive();
    return tf.tidy(() => {
      let y = x;
      for (const [index, { spec, variables }] of this.layers.slice(start, end).entries()) {
        const kind = layerKinds[spec.type];
        const isLast = start + index === this.layers.length - 1;
        const activation = withHead || !isLast || this.head === 'linear' ? activationOf(spec) : 'linear';
        if (activation === 'relu' && kind.forwardRelu) y = kind.forwardRelu(y, spec, variables);
        else y = activations[activation](kind.forward(y, spec, variables, pass));
      }
      // never the tensor that was given: its owner may free it
      return y === x ? tf.clone(x) : y;
    });
  }

  /** A copy of every weight array, in the order of the layers. */
  async weights(): Promise<Weight[]> {
    this.assertAlive();
    return Promise.all(
      this.layers.flatMap(({ name: layer, variables }) =>
        variables.all.map(async ([name, variable]) => ({
          layer,
          name,
          shape: [...variable.shape],
          values: await copyOf(variable),
        })),
      ),
    );
  }

  /**
   * Sets the weight arrays given; the others keep their values.
   * @throws PlaygroundError `data-mismatch` where one has no place here; nothing has changed then.
   */
  setWeights(weights: readonly Weight[]): void {
    this.assertAlive();
    const pairs = weights.map((weight) => [this.#variable(weight), weight.values] as const);
    for (const [variable, values] of pairs) tf.tidy(() => variable.assign(tf.tensor(Float32Array.from(values), variable.shape)));
  }

  #variable({ layer, name, shape, values }: Weight): tf.Variable {
    const variable = this.layers.find((candidate) => candidate.name === layer)?.variables.variable(name);
    if (!variable) throw new PlaygroundError('data-mismatch', `This network has no weights "${name}" of a layer "${layer}".`);
    if (inWords(variable.shape) !== inWords(shape) || values.length !== variable.size) {
      const words = `The weights "${name}" of layer "${layer}" are ${inWords(shape)} (${values.length} values), and ${inWords(variable.shape)} are needed.`;
      throw new PlaygroundError('data-mismatch', words);
    }
    return variable;
  }

  /** Frees every tensor of the network. Whoever uses it afterwards is told `busy`. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.model.dispose();
  }
}
