/** Samples in the memory of a WebGL device. */
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { type HeldSamples, type StoredSamples, viewLength } from '../samples/stored.js';
import { LentTexture, type Texels } from './lent-texture.js';
import { takeProgram } from './take-program.js';

/** Views may lie in floats, which hold whole numbers up to this one. */
const exact = 2 ** 24;

/**
 * Rows whose views are arguments of the program that takes them: a texture written anew at every step is one that the step before may
 * still be reading. WebGL 2 promises programs 224 arguments of four numbers.
 */
const mostAsArguments = 128;

/** 8-bit values looked up beforehand, up to this many, so that no step has to: 64 MB of floats. */
const mostLookedUp = 2 ** 24;

/** 8-bit values as they are in inputs. */
function lookedUp({ values, channels }: StoredSamples, table: Float32Array): Float32Array {
  const inputs = new Float32Array(values.length);
  for (let from = 0; from < inputs.length; from += channels) {
    for (let channel = 0; channel < channels; channel++) {
      inputs[from + channel] = table[256 * channel + (values[from + channel] as number)] as number;
    }
  }
  return inputs;
}

/**
 * Copies `samples` to the device; null where they do not fit, and on WebGL 1.
 * @param asRows whether inputs are read as rows of numbers: they are then packed as products of matrices read them
 */
export async function holdOnWebgl(samples: StoredSamples, asRows: boolean): Promise<HeldSamples | null> {
  const backend = tf.backend() as MathBackendWebGL;
  const { values, size, shape, channels, table } = samples;
  const count = values.length / size;
  const most = tf.env().getNumber('WEBGL_MAX_TEXTURE_SIZE');
  const lineBits = Math.min(13, Math.floor(Math.log2(most)));
  const line = 2 ** lineBits;
  if (tf.env().getNumber('WEBGL_VERSION') !== 2 || Math.max(size, count) > exact) return null;
  const bytes = table !== null && values.length > mostLookedUp;
  const height = Math.ceil(values.length / (bytes ? 4 * line : line));
  if (height > most) return null;
  const textures: LentTexture[] = [];
  const lend = (texels: Texels, rows: number, width: number, content?: Uint8Array | Float32Array): LentTexture => {
    const texture = new LentTexture(backend, texels, rows, width);
    textures.push(texture);
    if (content) texture.write(content);
    return texture;
  };
  const free = (): void => {
    for (const texture of textures.splice(0)) texture.dispose();
  };
  try {
    const stored = lend(bytes ? 'four bytes' : 'one float', height, line, table && !bytes ? lookedUp(samples, table) : samples.ready());
    const seen = lend('four floats', Math.ceil(count / line), line); // a batch has no more rows than there are samples, filled up to some thousand
    const tables = bytes ? [lend('one float', channels, 256, table)] : [];
    stored.settle();
    return {
      take: (views) => {
        const rows = views.length / viewLength;
        const asArguments = rows <= mostAsArguments;
        if (!asArguments) seen.write(Float32Array.from(views));
        const inputs = [stored, ...(asArguments ? [] : [seen]), ...tables].map(({ info }) => info);
        const program = takeProgram(samples, { rows, lineBits, asArguments, bytes, packed: asRows });
        const flat = backend.compileAndRun(program, inputs, 'float32', asArguments ? [[...views]] : undefined); // [rows, inputSize]
        // the texture stays as it is: TensorFlow.js packs it otherwise for those only who read its other axes
        return tf.engine().makeTensorFromTensorInfo({ ...flat, shape: [rows, ...shape] }, backend);
      },
      dispose: free,
    };
  } catch {
    free();
    return null;
  }
}
