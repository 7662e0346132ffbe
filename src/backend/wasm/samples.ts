/** Network inputs made by the SIMD module, straight into a tensor: the lines of each sample are copied to its memory and looked up there. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { type HeldSamples, type StoredSamples, viewLength } from '../samples/stored.js';
import { simdOf } from '../simd/load.js';
import { addressOf, numberBytes } from '../simd/memory.js';

/** The samples stay where they are. null where they are no bytes: those are hardly more than copied as it is. */
export function bytesAtHand({ values, size, shape, height, width, channels, table }: StoredSamples): HeldSamples | null {
  if (!(values instanceof Uint8Array) || !table) return null;
  const backend = tf.backend() as BackendWasm;
  const simd = simdOf(backend);
  const inputBytes = height * width * channels * numberBytes;
  const memory = backend.wasm._malloc(table.byteLength + size) >>> 0; // the table, then one sample
  const sample = memory + table.byteLength;
  backend.wasm.HEAPU8.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), memory);
  return {
    take(views) {
      const rows = views.length / viewLength;
      const inputs = backend.makeOutput([rows, ...shape], 'float32');
      let to = addressOf(backend, inputs);
      const heap = backend.wasm.HEAPU8; // after the allocation, which may have moved it
      for (let at = 0; at < views.length; at += viewLength, to += inputBytes) {
        const [index = 0, start = 0, right = 0, down = 0] = [views[at], views[at + 1], views[at + 2], views[at + 3]];
        const [across, along] = [(width - 1) * right, (height - 1) * down];
        const first = start + Math.min(across, 0) + Math.min(along, 0); // of the values that the walk reads
        const end = start + Math.max(across, 0) + Math.max(along, 0) + channels;
        heap.set(values.subarray(index * size + first, index * size + end), sample);
        simd.takeSample(sample + start - first, right, down, height, width, channels, memory, to);
      }
      return tf.engine().makeTensorFromTensorInfo(inputs, backend);
    },
    dispose: () => backend.wasm._free(memory),
  };
}
