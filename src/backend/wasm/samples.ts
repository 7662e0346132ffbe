/** Network inputs made by the SIMD module, straight into a tensor, from bytes that lie in its memory or are copied there sample by sample. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { type HeldSamples, type StoredSamples, viewLength } from '../samples/stored.js';
import { simdOf } from '../simd/load.js';
import { addressOf, numberBytes } from '../simd/memory.js';

/** Bytes of all samples up to which they are copied once for a run; more stay where they are. */
const mostCopied = 2 ** 26;
/** takeRows reads up to so many bytes beyond a row. */
const slack = 4;
/** Numbers after which it expects the channels to begin anew. */
const period = 12;

/** The numbers of lines as takeRows reads them, [4, period]; null where the channels do not go into the period. */
function periodOf(lines: Float32Array | null, channels: number): Float32Array | null {
  if (!lines || period % channels !== 0) return null;
  return Float32Array.from({ length: 4 * period }, (_, i) => lines[4 * (i % channels) + Math.floor(i / period)] as number);
}

/** Room for `all` bytes, or where that is not to be had for `one`. */
function room(backend: BackendWasm, all: number, one: number): { memory: number; whole: boolean } {
  if (all <= mostCopied) {
    try {
      return { memory: backend.wasm._malloc(all) >>> 0, whole: true };
    } catch {
      // it goes sample by sample too
    }
  }
  return { memory: backend.wasm._malloc(one) >>> 0, whole: false };
}

/** null where the samples are no bytes: those are hardly more than copied as it is. */
export function bytesAtHand({ values, size, shape, height, width, channels, table, lines }: StoredSamples): HeldSamples | null {
  if (!(values instanceof Uint8Array) || !table) return null;
  const backend = tf.backend() as BackendWasm;
  const simd = simdOf(backend);
  const rowLines = periodOf(lines, channels) ?? new Float32Array(0);
  const constants = rowLines.byteLength + table.byteLength;
  const { memory, whole } = room(backend, constants + values.length + slack, constants + size + slack);
  const tableAt = memory + rowLines.byteLength;
  const bytesAt = memory + constants;
  const heap = backend.wasm.HEAPU8;
  heap.set(new Uint8Array(rowLines.buffer), memory);
  heap.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), tableAt);
  if (whole) heap.set(values, bytesAt);
  /** Where the walk over a sample begins: what it reads is copied there unless it lies there. */
  const beginOf = (index: number, start: number, right: number, down: number): number => {
    if (whole) return bytesAt + index * size + start;
    const [across, along] = [(width - 1) * right, (height - 1) * down];
    const first = start + Math.min(across, 0) + Math.min(along, 0);
    const end = start + Math.max(across, 0) + Math.max(along, 0) + channels;
    backend.wasm.HEAPU8.set(values.subarray(index * size + first, index * size + end), bytesAt);
    return bytesAt + start - first;
  };
  const inputBytes = height * width * channels * numberBytes;
  return {
    take(views) {
      const inputs = backend.makeOutput([views.length / viewLength, ...shape], 'float32');
      let to = addressOf(backend, inputs);
      for (let at = 0; at < views.length; at += viewLength, to += inputBytes) {
        const [index = 0, start = 0, right = 0, down = 0] = [views[at], views[at + 1], views[at + 2], views[at + 3]];
        const first = beginOf(index, start, right, down);
        if (rowLines.length > 0 && right === channels) simd.takeRows(first, down, height, width * channels, memory, to);
        else simd.takeSample(first, right, down, height, width, channels, tableAt, to);
      }
      return tf.engine().makeTensorFromTensorInfo(inputs, backend);
    },
    dispose: () => backend.wasm._free(memory),
  };
}
