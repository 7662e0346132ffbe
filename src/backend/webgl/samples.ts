/** Samples in the memory of a WebGL device, and the program that makes network inputs of them. */
import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { type HeldSamples, type StoredSamples, viewLength } from '../samples/stored.js';
import { LentTexture } from './lent-texture.js';

/** Texels in a line of the textures that hold samples and views. */
const line = 4096;

/** Views lie in floats, which hold whole numbers up to this one. */
const exact = 2 ** 24;

/** One thread a number of the inputs, [rows, inputSize]. */
function takeProgram({ size, height, width, channels, table }: StoredSamples, rows: number): GPGPUProgram {
  const look = table ? `texelFetch(table, ivec2(int(255.0 * value + 0.5) / 4, channel), 0)[int(255.0 * value + 0.5) % 4]` : 'value';
  return {
    variableNames: table ? ['stored', 'views', 'table'] : ['stored', 'views'],
    outputShape: [rows, height * width * channels],
    userCode: `
      void main() {
        ivec2 coords = getOutputCoords();
        int channel = coords.y % ${channels};
        int pixel = coords.y / ${channels};
        ivec4 view = ivec4(texelFetch(views, ivec2(coords.x % ${line}, coords.x / ${line}), 0));
        int at = view[0] * ${size} + view[1] + (pixel % ${width}) * view[2] + (pixel / ${width}) * view[3] + channel;
        float value = texelFetch(stored, ivec2((at / 4) % ${line}, at / ${4 * line}), 0)[at % 4];
        setOutput(${look});
      }`,
  };
}

/** Copies `samples` to the device; null where they do not fit, and on WebGL 1. */
export async function holdOnWebgl(samples: StoredSamples): Promise<HeldSamples | null> {
  const backend = tf.backend() as MathBackendWebGL;
  const { values, size, shape, table } = samples;
  const height = Math.ceil(values.length / (4 * line));
  const count = values.length / size;
  const fits = Math.max(line, height) <= tf.env().getNumber('WEBGL_MAX_TEXTURE_SIZE') && Math.max(size, count) <= exact;
  if (!fits || tf.env().getNumber('WEBGL_VERSION') !== 2) return null;
  const textures: LentTexture[] = [];
  const lend = (kind: 'bytes' | 'floats', rows: number, width: number, content?: Uint8Array | Float32Array): LentTexture => {
    const texture = new LentTexture(backend, kind, rows, width);
    textures.push(texture);
    if (content) texture.write(content);
    return texture;
  };
  const free = (): void => {
    for (const texture of textures.splice(0)) texture.dispose();
  };
  try {
    const stored = lend(table ? 'bytes' : 'floats', height, line, samples.ready());
    const lookUp = table ? [lend('floats', samples.channels, 256 / 4, table)] : [];
    const seen = lend('floats', Math.ceil(count / line), line); // a batch has no more rows than there are samples, filled up to some thousand
    return {
      take: (views) => {
        seen.write(Float32Array.from(views));
        const rows = views.length / viewLength;
        const inputs = [stored, seen, ...lookUp].map(({ info }) => info);
        const flat = backend.compileAndRun(takeProgram(samples, rows), inputs, 'float32'); // [rows, inputSize]
        return tf.tidy(() => tf.reshape(tf.engine().makeTensorFromTensorInfo(flat, backend), [rows, ...shape]));
      },
      dispose: free,
    };
  } catch {
    free();
    return null;
  }
}
