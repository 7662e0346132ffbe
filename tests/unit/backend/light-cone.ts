/** The 3D-21cmPIE network at full size: its layers, its trained weights out of the Keras file, and the input of the reference figures. */
import * as tf from '@tensorflow/tfjs-core';
import { type Dataset, type Group, File as HdfFile, ready } from 'h5wasm';
import type { LayerSpec, NetworkSpec, Weight } from '../../../src/contract/network.js';
import type { Network } from '../../../src/model/network.js';

const convolution = (filters: number, depth: number, stride = 1): LayerSpec => ({
  type: 'Conv3D',
  filters,
  kernelSize: [3, 3, depth],
  strides: [1, 1, stride],
  activation: 'relu',
});
const pooling: LayerSpec = { type: 'MaxPooling3D', poolSize: [2, 2, 1] };
const zeros: LayerSpec = {
  type: 'ZeroPadding3D',
  padding: [
    [1, 1],
    [1, 1],
    [0, 0],
  ],
};
const dense: LayerSpec = { type: 'Dense', units: 128, activation: 'relu' };

export const lightConeShape = [140, 140, 2350, 1];

/** Neutsch, Heneka & Brüggen 2022, https://arxiv.org/abs/2201.07587. */
export const lightConeNetwork: NetworkSpec = {
  inputShape: lightConeShape,
  layers: [
    convolution(32, 102, 102),
    convolution(32, 2),
    pooling,
    convolution(64, 2),
    zeros,
    convolution(64, 2),
    pooling,
    convolution(128, 2),
    zeros,
    convolution(128, 2),
    { type: 'GlobalAveragePooling3D' },
    dense,
    dense,
    dense,
    { type: 'Dense', units: 6, activation: 'sigmoid' },
  ],
};

/** The brightness at (i, j, k), as the reference figures have it. */
export function lightConeInput(): Float32Array {
  const [rows = 0, columns = 0, depth = 0] = lightConeShape;
  const x = new Float32Array(rows * columns * depth);
  let at = 0;
  for (let i = 0; i < rows; i++) {
    const ripple = Float64Array.from({ length: depth }, (_, k) => 3 * Math.sin(0.11 * i + 0.7) * Math.sin(0.013 * k + 0.002 * i));
    for (let j = 0; j < columns; j++) {
      const across = Math.cos(0.09 * j);
      for (let k = 0; k < depth; k++) x[at++] = 0.01 * (-2 + (ripple[k] as number) * across + 0.75 * Math.cos(0.31 * j + 0.05 * k));
    }
  }
  return x;
}

/** The weights in a Keras file for `network`, whose layers with weights are in the same order. */
export async function kerasWeights(file: ArrayBuffer, network: Network): Promise<Weight[]> {
  const names = network.layers.filter(({ variables }) => variables.all.length > 0).map(({ name }) => name);
  const { FS } = await ready;
  FS.writeFile('/light-cone.h5', new Uint8Array(file));
  const root = new HdfFile('/light-cone.h5', 'r');
  const stringsOf = (path: string, attribute: string) => (root.get(path) as Group).attrs[attribute]?.value as string[];
  try {
    const groups = stringsOf('model_weights', 'layer_names').map((layer) => `model_weights/${layer}`);
    const weighted = groups.filter((group) => stringsOf(group, 'weight_names').length > 0);
    return weighted.flatMap((group, index) =>
      stringsOf(group, 'weight_names').map((array) => {
        const { shape, value } = root.get(`${group}/${array}`) as Dataset;
        const name = array.endsWith('bias:0') ? 'bias' : 'kernel';
        return { layer: names[index] as string, name, shape: [...(shape ?? [])], values: value as Float32Array };
      }),
    );
  } finally {
    root.close();
    FS.unlink('/light-cone.h5');
  }
}

/** The logits `[1, 6]` of an input, and the slope of one of them in each of its voxels. */
export function logitsAndGradient(network: Network, input: tf.Tensor, output: number): [logits: tf.Tensor, gradient: tf.Tensor] {
  return tf.tidy(() => {
    let logits = input;
    const gradient = tf.grad((x) => {
      logits = tf.keep(network.logits(x));
      return tf.sum(tf.slice(logits, [0, output], [1, 1]));
    })(input);
    return [logits, gradient];
  });
}
