/**
 * The kernel that tfjs-backend-wasm 4.22 lacks, in the way that suggests itself: for each tap of the filter, the part of the input it
 * saw, times the gradient of the output.
 */
import * as tf from '@tensorflow/tfjs-core';

interface Call {
  inputs: { x: tf.Tensor4D; dy: tf.Tensor4D };
  attrs: {
    strides: number | [number, number];
    pad: 'valid' | 'same' | number;
    dimRoundingMode?: 'floor';
    filterShape: [number, number, number, number];
  };
}

/** x [batch, h, w, c], dy [batch, oh, ow, filters] → [fh, fw, c, filters] */
function filterGradient({ inputs: { x, dy }, attrs }: Call): tf.Tensor {
  const { strides, pad, dimRoundingMode, filterShape } = attrs;
  const [height, width, channels, filters] = filterShape;
  const { padInfo, strideHeight, strideWidth, outHeight, outWidth, batchSize } = tf.backend_util.computeConv2DInfo(
    x.shape,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  return tf.tidy(() => {
    const { top, bottom, left, right } = padInfo;
    const padded = tf.pad(x, [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]);
    const gradient = tf.reshape(dy, [-1, filters]); // [batch · oh · ow, filters]
    const taps: tf.Tensor[] = [];
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const end = [batchSize, row + (outHeight - 1) * strideHeight + 1, column + (outWidth - 1) * strideWidth + 1, channels];
        const seen = tf.stridedSlice(padded, [0, row, column, 0], end, [1, strideHeight, strideWidth, 1]);
        taps.push(tf.matMul(tf.reshape(seen, [-1, channels]), gradient, true)); // [c, filters]
      }
    }
    return tf.reshape(tf.stack(taps), filterShape);
  });
}

export function addFilterGradient(): void {
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: (call) => filterGradient(call as unknown as Call),
  });
}
