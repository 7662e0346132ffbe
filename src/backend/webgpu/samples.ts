/** Samples in the memory of a WebGPU device, and the program that makes network inputs of them. */
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { type HeldSamples, type StoredSamples, viewLength } from '../samples/stored.js';

/** A tensor on memory of our own: TensorFlow.js keeps what it allocates itself for later, and never gives it back. */
interface Lent {
  tensor: tf.Tensor;
  free(): void;
}

/** null where the device has no room. */
async function lend(device: WebGPUBackend, values: Uint8Array | Float32Array): Promise<Lent | null> {
  const words = Math.ceil(values.byteLength / 4);
  const { maxStorageBufferBindingSize, maxBufferSize } = device.device.limits;
  if (words * 4 > Math.min(maxStorageBufferBindingSize, maxBufferSize)) return null;
  device.device.pushErrorScope('out-of-memory');
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = device.device.createBuffer({ size: words * 4, usage });
  const whole = values.byteLength & ~3;
  device.queue.writeBuffer(buffer, 0, values.buffer as ArrayBuffer, values.byteOffset, whole);
  if (whole < values.byteLength) {
    const rest = new Uint8Array(4);
    rest.set(values.subarray(whole) as Uint8Array);
    device.queue.writeBuffer(buffer, whole, rest);
  }
  if (await device.device.popErrorScope()) {
    buffer.destroy();
    return null;
  }
  const dtype = values instanceof Uint8Array ? 'int32' : 'float32';
  const lent = tf.keep(tf.tensor({ buffer, zeroCopy: true }, [words], dtype));
  const free = (): void => {
    lent.dispose();
    device.ensureCommandEncoderReady();
    device.endComputePassEncoder();
    device.submitQueue(); // programs that read the buffer may still wait to be sent
    buffer.destroy();
  };
  return { tensor: lent, free };
}

/** Where an input's number lies among the stored ones. */
const find = `
  let row = index / uniforms.inputSize;
  let place = index % uniforms.inputSize;
  let channel = place % uniforms.channels;
  let pixel = place / uniforms.channels;
  let x = pixel % uniforms.width;
  let y = pixel / uniforms.width;
  let view = row * ${viewLength};
  let at = views[view] * uniforms.sampleSize + views[view + 1] + x * views[view + 2] + y * views[view + 3] + channel;`;

const fromBytes = `
  let byte = (u32(stored[at >> 2u]) >> (8u * u32(at & 3))) & 255u;
  setOutputAtIndex(index, table[channel * 256 + i32(byte)]);`;
const fromFloats = 'setOutputAtIndex(index, stored[at]);';

/** One thread a number of the inputs, [rows, ...shape]. */
function takeProgram(outputShape: number[], eightBit: boolean): WebGPUProgram {
  const size = outputShape.reduce((product, length) => product * length, 1);
  return {
    outputShape,
    variableNames: eightBit ? ['stored', 'table', 'views'] : ['stored', 'views'],
    uniforms: 'inputSize : i32, sampleSize : i32, width : i32, channels : i32,',
    workgroupSize: [64, 1, 1],
    dispatchLayout: { x: outputShape.map((_, axis) => axis) },
    dispatch: [Math.ceil(size / 64), 1, 1],
    size: true,
    shaderKey: eightBit ? 'gpTakeBytes' : 'gpTakeFloats',
    getUserCode: () => `
      fn main(index : i32) {
        if (index < uniforms.size) {
          ${find}
          ${eightBit ? fromBytes : fromFloats}
        }
      }`,
  };
}

/** Copies `samples` to the device; null where they do not fit. */
export async function holdOnWebgpu(samples: StoredSamples): Promise<HeldSamples | null> {
  const device = tf.backend() as WebGPUBackend;
  const { size, shape, height, width, channels, table } = samples;
  const stored = await lend(device, samples.ready());
  if (!stored) return null;
  const lookUp = table ? [tf.keep(tf.tensor(table))] : [];
  const uniforms = [
    { type: 'int32', data: [height * width * channels] },
    ...[size, width, channels].map((n) => ({ type: 'int32', data: [n] })),
  ];
  return {
    take: (views) =>
      tf.tidy(() => {
        const program = takeProgram([views.length / viewLength, ...shape], table !== null);
        const inputs = [stored.tensor, ...lookUp, tf.tensor(views, [views.length], 'int32')];
        return tf.engine().makeTensorFromTensorInfo(device.runWebGPUProgram(program, inputs, 'float32', uniforms), device);
      }),
    dispose: () => {
      tf.dispose(lookUp);
      stored.free();
    },
  };
}
