/**
 * The contract of a layer: what it may be asked for, what shape and weights follow, and what it computes.
 * Everything that knows a layer type stands in that type's file; the rest of the model asks the table.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import type { LayerDescription } from '../../contract/catalogue.js';
import type { Initializer, LayerSpec, LayerType } from '../../contract/network.js';
import type { Random } from '../../data/random.js';
import type { Shape } from '../../data/shape.js';
import type { LayerOption } from './options.js';

/** The spec of one layer type. */
export type SpecOf<Type extends LayerType> = LayerSpec extends infer Spec
  ? Spec extends { type: infer Types }
    ? Type extends Types
      ? Spec
      : never
    : never
  : never;

export type KerasLayer = InstanceType<typeof layers.Layer>;

/** What every layer of tfjs-layers is given. */
export interface KerasCommon {
  name: string;
  trainable: boolean;
  /** On the first layer only; without the batch axis. */
  inputShape?: number[];
}

/** One weight array a layer needs. */
export interface WeightSpec {
  /** Keras's name: `kernel`, `bias`, `gamma`, … */
  name: string;
  shape: Shape;
  initializer: Initializer;
  /** False for what is tracked rather than learned: the moving averages of BatchNormalization. Default true. */
  learned?: boolean;
}

/** What keeps a layer from standing where it stands. */
export interface Problem {
  /** Without a full stop: "kernel 7 is larger than its input 5×5". */
  what: string;
  /** A sentence: "Use 5 or less." */
  advice: string;
}

/** The weight arrays of one layer, by Keras's names. */
export interface LayerWeights {
  /** Throws where the layer has no such array. */
  get(name: string): Tensor;
  /** Undefined where the layer has no such array: a bias that was left out. */
  find(name: string): Tensor | undefined;
  /** Replaces the values of an array. */
  assign(name: string, values: Tensor): void;
}

/** What a forward pass is for. */
export interface Pass {
  /** True while learning: dropout drops, batch normalization uses and tracks the batch. */
  training: boolean;
  /** Where dropout takes its masks from. */
  random: Random;
}

export interface LayerKind<Spec extends LayerSpec = LayerSpec> {
  readonly description: LayerDescription;
  /** Every option the type takes, beside `type`, `name` and `trainable`. */
  readonly options: readonly LayerOption[];
  /** Each output stands for the input in the same place (row-major), so that what follows can be shown in the input's shape. */
  readonly keepsPlaces?: true;
  /** While training, a row's output depends on the other rows of the batch, or on how many there are. */
  readonly couplesRows?: true;
  /** Why `spec` cannot follow an input of this shape, its options each being right; null where it can. */
  problem(spec: Spec, input: Shape): Problem | null;
  outputShape(spec: Spec, input: Shape): Shape;
  /** In Keras's order. */
  weights(spec: Spec, input: Shape): readonly WeightSpec[];
  /** What the layer computes before its activation; `x` has a leading batch axis. */
  forward(x: Tensor, spec: Spec, weights: LayerWeights, pass: Pass): Tensor;
  /** The same with ReLU behind it, for layers that do both at once. */
  forwardRelu?(x: Tensor, spec: Spec, weights: LayerWeights): Tensor;
  /** The layer as tfjs-layers knows it, for the topology that is saved to files. */
  keras(spec: Spec, common: KerasCommon, input: Shape): KerasLayer;
}

/** Parts of a kind that most layers share. */
export const noProblem = (): null => null;
export const noWeights = (): readonly WeightSpec[] => [];
export const sameShape = (_spec: LayerSpec, input: Shape): Shape => input;
