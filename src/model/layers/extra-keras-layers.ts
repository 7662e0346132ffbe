/** Keras layers that tfjs-layers 4.22 lacks. They stand in the topology; what they compute is in the table, as for every other layer. */
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';

type Pair = [number, number];
type Axes = (number | null)[];

export class ZeroPadding3D extends layers.Layer {
  static readonly className = 'ZeroPadding3D';
  readonly #padding: Pair[];

  constructor(args: { padding: Pair[] } & ConstructorParameters<typeof layers.Layer>[0]) {
    super(args);
    this.#padding = args.padding;
  }

  override computeOutputShape(input: Axes): Axes {
    return input.map((length, axis) => {
      const [before, after] = this.#padding[axis - 1] ?? [0, 0];
      return length === null ? null : length + before + after;
    });
  }

  override call(input: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.pad(only(input), [[0, 0], ...this.#padding, [0, 0]]);
  }

  override getConfig() {
    return { ...super.getConfig(), padding: this.#padding, dataFormat: 'channelsLast' };
  }
}

export class GlobalAveragePooling3D extends layers.Layer {
  static readonly className = 'GlobalAveragePooling3D';

  override computeOutputShape(input: Axes): Axes {
    return [input[0] ?? null, input[4] ?? null];
  }

  override call(input: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.mean(only(input), [1, 2, 3]);
  }

  override getConfig() {
    return { ...super.getConfig(), dataFormat: 'channelsLast' };
  }
}

/** Outside training it passes its input on; training goes through the table. */
export class SpatialDropout2D extends layers.Layer {
  static readonly className = 'SpatialDropout2D';
  readonly #rate: number;

  constructor(args: { rate: number } & ConstructorParameters<typeof layers.Layer>[0]) {
    super(args);
    this.#rate = args.rate;
  }

  override call(input: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.clone(only(input));
  }

  override getConfig() {
    return { ...super.getConfig(), rate: this.#rate };
  }
}

function only(input: tf.Tensor | tf.Tensor[]): tf.Tensor {
  const [tensor] = Array.isArray(input) ? input : [input];
  if (!tensor) throw new RangeError('the layer was called without an input');
  return tensor;
}
