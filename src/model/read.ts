/** From a tensor to numbers that outlive it. */
import type { Tensor } from '@tensorflow/tfjs-core';

/** A copy of the tensor's values, row-major: on some backends what `data()` gives is the backend's own memory. */
export async function copyOf(tensor: Tensor): Promise<Float32Array> {
  return (await tensor.data<'float32'>()).slice(); // `from` walks over it number by number
}

/** The same, and the tensor is freed, also where it could not be read. */
export async function takeValues(tensor: Tensor): Promise<Float32Array> {
  try {
    return await copyOf(tensor);
  } finally {
    tensor.dispose();
  }
}
