/**
 * `where` on tensors of five axes, which the graphics backends of TensorFlow.js 4.22 refuse: the gradient of hardSigmoid, a clipped
 * line, on cubes. What chooses value by value needs no axes at all.
 */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { compose, type GraphicsBackend } from './compose.js';

/** The kernel `Select`, which leaves up to four axes, and conditions with fewer than the values, to `original`. */
export function selectAnyRank(name: GraphicsBackend, original: KernelFunc): KernelFunc {
  return (call) => {
    const { condition, t, e } = call.inputs as Record<'condition' | 't' | 'e', TensorInfo>;
    if (t.shape.length <= 4 || condition.shape.length !== t.shape.length) return original(call);
    return compose(name, call.backend, (run, reshape) => {
      const row = (x: TensorInfo) => reshape(x, [x.shape.reduce((size, length) => size * length, 1)]);
      return reshape(run(original, { condition: row(condition), t: row(t), e: row(e) }), t.shape);
    });
  };
}
