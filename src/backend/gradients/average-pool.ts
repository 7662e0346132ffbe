/**
 * The gradient of average pooling with padding, wrong in TensorFlow.js 4.22 on every backend: at the rim the layer divides by
 * the number of pixels really under its window, but its gradient by the window's full size. The kernels stay; what they are
 * given is scaled.
 */
import * as tf from '@tensorflow/tfjs-core';

/** How many of the window's places along one axis lie inside the input, for each output. */
function inside(outputs: number, stride: number, padBefore: number, window: number, inputs: number): number[] {
  return Array.from({ length: outputs }, (_, output) => {
    const start = output * stride - padBefore;
    return Math.min(start + window, inputs) - Math.max(start, 0);
  });
}

/** Window size ÷ number of pixels inside it, for each output: `[1, oh, ow, 1]`, or `[1, od, oh, ow, 1]`. */
function rimFactors(counts: number[][], window: number): tf.Tensor {
  let factors = [window];
  for (const axis of counts) factors = factors.flatMap((factor) => axis.map((count) => factor / count));
  return tf.tensor(factors, [1, ...counts.map((axis) => axis.length), 1]);
}

function factors2D(shape: number[], { filterSize, strides, pad, dimRoundingMode }: tf.AvgPoolAttrs): tf.Tensor {
  const info = tf.backend_util.computePool2DInfo(shape as [number, number, number, number], filterSize, strides, 1, pad, dimRoundingMode);
  const rows = inside(info.outHeight, info.strideHeight, info.padInfo.top, info.filterHeight, info.inHeight);
  const columns = inside(info.outWidth, info.strideWidth, info.padInfo.left, info.filterWidth, info.inWidth);
  return rimFactors([rows, columns], info.filterHeight * info.filterWidth);
}

function factors3D(shape: number[], { filterSize, strides, pad, dimRoundingMode }: tf.AvgPool3DAttrs): tf.Tensor {
  const volume = shape as [number, number, number, number, number];
  const info = tf.backend_util.computePool3DInfo(volume, filterSize, strides, 1, pad, dimRoundingMode);
  const planes = inside(info.outDepth, info.strideDepth, info.padInfo.front, info.filterDepth, info.inDepth);
  const rows = inside(info.outHeight, info.strideHeight, info.padInfo.top, info.filterHeight, info.inHeight);
  const columns = inside(info.outWidth, info.strideWidth, info.padInfo.left, info.filterWidth, info.inWidth);
  return rimFactors([planes, rows, columns], info.filterDepth * info.filterHeight * info.filterWidth);
}

/** Replaces the gradient of `kernelName` by itself at a scaled output gradient; without padding it stays as it was. */
function mend(kernelName: string, factors: (shape: number[], attrs: never) => tf.Tensor): void {
  const original = tf.getGradient(kernelName);
  tf.unregisterGradient(kernelName);
  tf.registerGradient({
    ...original,
    gradFunc: (dy, saved, attrs) => {
      const [x] = saved;
      if (attrs.pad === 'valid' || attrs.pad === 0 || !x || Array.isArray(dy)) return original.gradFunc(dy, saved, attrs);
      return original.gradFunc(tf.mul(dy, factors(x.shape, attrs as never)), saved, attrs);
    },
  });
}

let mended = false;

/** Puts the mended gradients in force, for every backend. */
export function mendAveragePoolGradients(): void {
  if (mended) return;
  mended = true;
  mend('AvgPool', factors2D);
  mend('AvgPool3D', factors3D);
}
