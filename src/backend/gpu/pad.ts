/**
 * Padding of tensors with five axes (ZeroPadding3D) on graphics processors, whose shaders in TensorFlow.js 4.22 know at most four:
 * WebGL's does not compile, and WebGPU's is invalid, so that its result and those of the commands sent with it silently stay zero.
 *
 * One axis at a time: with the axes before it as rows and those after it as part of it, every padding has two axes.
 */
import type { KernelFunc, PadV2Attrs, TensorInfo } from '@tensorflow/tfjs-core';
import { compose, type GraphicsBackend } from './compose.js';

const product = (lengths: readonly number[]): number => lengths.reduce((result, length) => result * length, 1);

/** The kernel `PadV2`, which leaves up to four axes to `original`. */
export function padAnyRank(name: GraphicsBackend, original: KernelFunc): KernelFunc {
  return (call) => {
    const { x } = call.inputs as { x: TensorInfo };
    if (x.shape.length <= 4) return original(call);
    const { paddings, constantValue } = call.attrs as unknown as PadV2Attrs;
    return compose(name, call.backend, (run, reshape) => {
      const shape = [...x.shape];
      let padded = x;
      for (const [axis, [before, after]] of paddings.entries()) {
        if (before === 0 && after === 0) continue;
        const length = shape[axis] ?? 1;
        const inner = product(shape.slice(axis + 1));
        const rows = reshape(padded, [product(shape.slice(0, axis)), length * inner]);
        const margins = [
          [0, 0],
          [before * inner, after * inner],
        ];
        padded = run(original, { x: rows }, { paddings: margins, constantValue });
        shape[axis] = before + length + after;
      }
      return reshape(padded, shape);
    });
  };
}
