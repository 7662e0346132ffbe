/** What a network is asked about, as the numbers it takes. */
import { PlaygroundError } from '../contract/playground-error.js';
import type { Dataset } from '../data/dataset.js';
import { product } from '../data/shape.js';
import type { EngineInput } from './api.js';
import type { Holdings } from './holdings.js';

/** One sample as the network receives it: picked from the dataset, or given as values of the input shape. */
export function oneInput(holdings: Holdings, session: string, input: number | Float32Array): Float32Array {
  if (input instanceof Float32Array) return input;
  if (typeof input === 'number') return preparedSamples(holdings.pair(session).dataset, [input]);
  throw new PlaygroundError('data-mismatch', "Give a sample's index, or a Float32Array of the network's input.");
}

/** Samples by index, a picture, or values; one row of the network's input each, one after another. */
export async function manyInputs(holdings: Holdings, session: string, input: EngineInput): Promise<Float32Array> {
  if (input instanceof Float32Array) return input;
  const { dataset } = holdings.pair(session);
  if (input instanceof Blob) return fromPicture(dataset, await decoded(input));
  if (input instanceof ImageData) return fromPicture(dataset, input);
  if (Array.isArray(input)) return preparedSamples(dataset, input);
  throw new PlaygroundError('data-mismatch', "Give a list of sample indices, a picture, or a Float32Array of the network's input.");
}

function preparedSamples(dataset: Dataset, indices: readonly number[]): Float32Array {
  const values = new Float32Array(indices.length * product(dataset.info.sampleShape));
  dataset.prepare(indices, values);
  return values;
}

async function decoded(file: Blob): Promise<ImageData> {
  try {
    const bitmap = await createImageBitmap(file);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) throw new Error('no canvas to decode it with');
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return context.getImageData(0, 0, context.canvas.width, context.canvas.height);
  } catch (cause) {
    throw new PlaygroundError('file-unreadable', 'This file is not a picture the browser can open. Choose a PNG, JPEG or WebP.', { cause });
  }
}

/** RGBA pixels without their alpha, prepared as the dataset's own pictures are. */
function fromPicture(dataset: Dataset, { data, width, height }: ImageData): Float32Array {
  const values = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let band = 0; band < 3; band++) values[pixel * 3 + band] = data[pixel * 4 + band] ?? 0;
  }
  return dataset.preparePicture(values, [height, width, 3]);
}
