/**
 * Pooling over one, two or three axes, all of it by pooling of pictures.
 * TensorFlow.js 4.22's own are not used where their gradients are wrong: of the three-dimensional maximum in windows that are no cubes
 * (positions are counted with the height for the width), and of means with padding "same" (at the edge, fewer values than the window holds
 * are averaged, but the gradient divides by all).
 * The playground's backend/ mends both as well; this stays so that model/ computes correctly by itself, with any TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Padding } from '../../contract/network.js';
import { product } from '../../data/shape.js';
import { placesOf } from './window.js';

type Pair = [number, number];
/** Pools x [batch, height, width, channels]. */
type PoolPicture = (x: tf.Tensor4D, window: Pair, strides: Pair, padding: Padding) => tf.Tensor4D;

export const largestInPicture: PoolPicture = (x, window, strides, padding) => tf.maxPool(x, window, strides, padding);

export const meanInPicture: PoolPicture = (x, window, strides, padding) => {
  if (padding === 'valid') return tf.avgPool(x, window, strides, 'valid');
  const axes = [0, 1].map((axis) => sameAxis(x.shape[axis + 1] ?? 1, window[axis] ?? 1, strides[axis] ?? 1));
  const framed = tf.pad(x, [[0, 0], ...axes.map(({ zeros }) => zeros), [0, 0]]);
  // means over the whole window, zeros included, made means over what is inside the picture
  const [rows = [], columns = []] = axes.map(({ inside }) => inside);
  const correction = rows.flatMap((row) => columns.map((column) => product(window) / (row * column)));
  return tf.mul(tf.avgPool(framed, window, strides, 'valid'), tf.tensor4d(correction, [1, rows.length, columns.length, 1]));
};

/** Padding "same" along one axis: zeros before and after, and how much of the window lies inside at each place. */
function sameAxis(length: number, window: number, stride: number): { zeros: Pair; inside: number[] } {
  const [places = 0] = placesOf([length], [window], [stride], 'same');
  const missing = Math.max((places - 1) * stride + window - length, 0);
  const before = Math.floor(missing / 2);
  const inside = Array.from({ length: places }, (_, place) => {
    const start = place * stride - before;
    return Math.min(start + window, length) - Math.max(start, 0);
  });
  return { zeros: [before, missing - before], inside };
}

/** Pools x [batch, ...spatial axes, channels]; `window` and `strides` have a number for each spatial axis. */
export function pool(
  inPicture: PoolPicture,
  x: tf.Tensor,
  window: readonly number[],
  strides: readonly number[],
  padding: Padding,
): tf.Tensor {
  const [batch = 1, ...axes] = x.shape;
  const channels = axes.pop() ?? 1;
  const pair = ([first = 1, second = 1]: readonly number[]): Pair => [first, second];
  if (axes.length === 2) return inPicture(x as tf.Tensor4D, pair(window), pair(strides), padding);

  const [depth = 1, height = 1, width = 1] = axes;
  if (axes.length === 1) {
    // a series is a picture one pixel wide
    const pooled = inPicture(tf.reshape(x, [batch, depth, 1, channels]), pair(window), pair(strides), padding);
    return tf.reshape(pooled, [batch, pooled.shape[1], channels]);
  }
  // a cube: every slice as a picture, then the slices as rows of one picture
  const slices = inPicture(tf.reshape(x, [batch * depth, height, width, channels]), pair(window.slice(1)), pair(strides.slice(1)), padding);
  const [, rows, columns] = slices.shape;
  const stacked = tf.reshape(slices, [batch, depth, rows * columns, channels]) as tf.Tensor4D;
  const pooled = inPicture(stacked, [window[0] ?? 1, 1], [strides[0] ?? 1, 1], padding);
  return tf.reshape(pooled, [batch, pooled.shape[1], rows, columns, channels]);
}
