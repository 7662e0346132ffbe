/**
 * A weighted sum, a bias and ReLU as one operation: what dense layers and convolutions of pictures compute.
 *
 * Every backend has kernels for it, those of TensorFlow.js's fused operations. But the operations fall apart again where a gradient is wanted,
 * and follow the input always, which for the first layer is the most expensive part and not wanted. So the kernels are given gradients here.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Padding } from '../../contract/network.js';

/** What may follow the sum at once. */
export type Fused = 'linear' | 'relu';

/** Sums with the same weights for all, and what is added to them: `bias` `[outputs]`, or nothing. */
export interface Affine<Input, Kernel> {
  x: Input;
  kernel: Kernel;
  bias: tf.Tensor | undefined;
  activation: Fused;
}

function run(kernelName: string, inputs: tf.NamedTensorMap, bias: tf.Tensor | undefined, attrs: object): tf.Tensor {
  registerGradients();
  return tf.engine().runKernel(kernelName, bias ? { ...inputs, bias } : inputs, attrs as tf.NamedAttrMap);
}

/** x `[rows, inputs]` · kernel `[inputs, outputs]` + bias → `[rows, outputs]`. */
export const affineProduct = ({ x, kernel, bias, activation }: Affine<tf.Tensor2D, tf.Tensor2D>): tf.Tensor =>
  run('_FusedMatMul', { a: x, b: kernel }, bias, { transposeA: false, transposeB: false, activation });

/** x `[batch, height, width, channels]` ∗ kernel `[height, width, channels, outputs]` + bias → `[batch, height, width, outputs]`. */
export const affineConvolution = (
  { x, kernel, bias, activation }: Affine<tf.Tensor4D, tf.Tensor4D>,
  strides: [number, number],
  pad: Padding,
): tf.Tensor => run('FusedConv2D', { x, filter: kernel }, bias, { strides, pad, dataFormat: 'NHWC', dilations: [1, 1], activation });

/** The gradient TensorFlow.js, or the backend in its place, has for a kernel. */
const gradientOf = (kernelName: string, dy: tf.Tensor, saved: tf.Tensor[], attrs: object) =>
  tf.getGradient(kernelName).gradFunc(dy, saved, attrs as tf.NamedAttrMap);

/** Gives `fused` the gradient of `plain`, the sum without what follows; both have these inputs. */
function register(fused: string, plain: string, inputs: [string, string]): void {
  tf.registerGradient({
    kernelName: fused,
    inputsToSave: inputs,
    outputsToSave: [true],
    gradFunc(dy, [x, kernel, y], attrs) {
      if (!x || !kernel || !y || Array.isArray(dy)) throw new Error(`${fused} has two inputs to save and one output.`);
      // where y = relu(z) is above zero z is, and nowhere else
      const dz = attrs.activation === 'relu' ? gradientOf('Relu', dy, [y], {}).x?.() : dy;
      if (!dz) throw new Error('The gradient of Relu is that of its input x.');
      return { ...gradientOf(plain, dz, [x, kernel], attrs), bias: () => tf.sum(dz, [...dz.shape.keys()].slice(0, -1)) };
    },
  });
}

let registered = false;

function registerGradients(): void {
  if (registered) return;
  registered = true;
  register('_FusedMatMul', 'BatchMatMul', ['a', 'b']);
  register('FusedConv2D', 'Conv2D', ['x', 'filter']);
}
