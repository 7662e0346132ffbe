/** Network inputs made by the SIMD module, straight into a tensor, from bytes that lie in its memory or are copied there sample by sample. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { type HeldSamples, type StoredSamples, viewLength } from '../samples/stored.js';
import { simdOf } from '../simd/load.js';
import { addressOf, numberBytes } from '../simd/memory.js';

/** Bytes of all samples up to which they are copied once for a run; more stay where they are. */
const mostCopied = 2 ** 26;
/** How far the SIMD module reads beyond a row of bytes. */
const slack = 16;
/** Numbers after which takeRows expects the channels to begin anew. */
const period = 12;

/** The numbers of lines as takeRows reads them, [4, period]; null where the channels do not go into the period. */
function periodOf(lines: Float32Array | null, channels: number): Float32Array | null {
  if (!lines || period % channels !== 0) return null;
  return Float32Array.from({ length: 4 * period }, (_, i) => lines[4 * (i % channels) + Math.floor(i / period)] as number);
}

/** Where a sample's bytes lie in the memory of `backend`. */
interface Bytes {
  of(index: number): number;
  free(): void;
}

function bytesOf(backend: BackendWasm, { values, size }: StoredSamples): Bytes {
  const { wasm } = backend;
  const all = values.length <= mostCopied;
  const memory = wasm._malloc((all ? values.length : size) + slack) >>> 0;
  if (all) wasm.HEAPU8.set(values, memory);
  const copied = (index: number): number => {
    wasm.HEAPU8.set(values.subarray(index * size, (index + 1) * size), memory);
    return memory;
  };
  return { of: all ? (index) => memory + index * size : copied, free: () => wasm._free(memory) };
}

/** null where the samples are no bytes: those are hardly more than copied as it is. */
export function bytesAtHand(samples: StoredSamples): HeldSamples | null {
  const { values, shape, height, width, channels, table, lines } = samples;
  if (!(values instanceof Uint8Array) || !table) return null;
  const backend = tf.backend() as BackendWasm;
  const simd = simdOf(backend);
  const rowLine = periodOf(lines, channels);
  const bytes = bytesOf(backend, samples);
  const constants = Float32Array.of(...(rowLine ?? []), ...table);
  const memory = backend.wasm._malloc(constants.byteLength) >>> 0;
  const tableAt = memory + (rowLine?.byteLength ?? 0);
  backend.wasm.HEAPU8.set(new Uint8Array(constants.buffer), memory);
  const inputBytes = height * width * channels * numberBytes;
  return {
    take(views) {
      const inputs = backend.makeOutput([views.length / viewLength, ...shape], 'float32');
      let to = addressOf(backend, inputs);
      for (let at = 0; at < views.length; at += viewLength, to += inputBytes) {
        const [index = 0, start = 0, right = 0, down = 0] = [views[at], views[at + 1], views[at + 2], views[at + 3]];
        const first = bytes.of(index) + start;
        if (rowLine && right === channels) simd.takeRows(first, down, height, width * channels, memory, to);
        else simd.takeSample(first, right, down, height, width, channels, tableAt, to);
      }
      return tf.engine().makeTensorFromTensorInfo(inputs, backend);
    },
    dispose() {
      bytes.free();
      backend.wasm._free(memory);
    },
  };
}
