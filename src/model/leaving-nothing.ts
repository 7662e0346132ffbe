/** Work that leaves no tensor behind where it fails. */
import { dispose, engine, keep, type Tensor, type TensorContainer, tidy } from '@tensorflow/tfjs-core';

/**
 * `tidy` for gradients. TensorFlow.js keeps what the way back needs, every layer's activations, out of reach of `tidy` until it has gone it: an
 * error on the way, above all exhausted memory, would leave all of it for ever. Here it is freed.
 * @param work may hand `keeping` what is made inside a gradient and is part of the answer
 */
export function leavingNothing<T extends object>(work: (keeping: <K extends Tensor>(tensor: K) => K) => T): T {
  const kept: Tensor[] = [];
  const keeping = <K extends Tensor>(tensor: K): K => {
    kept.push(tensor);
    return keep(tensor);
  };
  try {
    return tidy(() => work(keeping) as T & TensorContainer);
  } catch (error) {
    const tape = engine().state.activeTape?.splice(0) ?? [];
    dispose([...kept, ...tape.flatMap(({ saved = [] }) => saved)]);
    throw error;
  }
}
