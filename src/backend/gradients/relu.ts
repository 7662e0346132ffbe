/** The gradient of ReLU by a kernel of its own where the backend has one; elsewhere TensorFlow.js's: a step, a cast and a product. */
import * as tf from '@tensorflow/tfjs-core';

let replaced = false;

/** `x` may be what comes out of ReLU as well: that is above zero where what went in is. */
const reluGradient = (x: tf.Tensor, dy: tf.Tensor): tf.Tensor => tf.engine().runKernel('GpReluGrad', { x, dy });

/** Puts it in force, for every backend. */
export function replaceReluGradient(): void {
  if (replaced) return;
  replaced = true;
  const original = tf.getGradient('Relu');
  tf.unregisterGradient('Relu');
  tf.registerGradient({
    ...original,
    gradFunc: (dy, saved, attrs) => {
      const [x] = saved;
      const ours = x && !Array.isArray(dy) && tf.getKernel('GpReluGrad', tf.getBackend());
      if (!ours || x.dtype !== 'float32') return original.gradFunc(dy, saved, attrs);
      return { x: () => reluGradient(x, dy) };
    },
  });
  // The gradient's own gradient: linear in dy, flat in x.
  tf.registerGradient({
    kernelName: 'GpReluGrad',
    inputsToSave: ['x'],
    gradFunc: (ddx, [x]) => {
      if (!x || Array.isArray(ddx)) throw new Error('GpReluGrad has one input to save and one output.');
      return { x: () => tf.zerosLike(x), dy: () => reluGradient(x, ddx) };
    },
  });
}
