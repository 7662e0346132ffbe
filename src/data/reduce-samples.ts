/** The kept samples of a source, reduced. */
import { Reducer } from './reducer.js';
import { keepsAll, type Reduction } from './reduction.js';
import type { RawSamples } from './samples.js';
import { product } from './shape.js';

/** Values of the samples `rows` after `reduction`, [rows.length, ...reduction.to]; the very same array where nothing changes. */
export function reduceSamples(raw: RawSamples, rows: Int32Array, reduction: Reduction): Uint8Array | Float32Array {
  return keepsAll(reduction) ? gatherSamples(raw, rows) : reduce(raw, rows, reduction);
}

/** The samples of `rows`, unchanged; the very same array where all are kept. */
function gatherSamples({ values, shape, labels }: RawSamples, rows: Int32Array): Uint8Array | Float32Array {
  if (rows.length === labels.length) return values;
  const size = product(shape.slice(1));
  const length = rows.length * size;
  const out = values instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  rows.forEach((row, i) => {
    out.set(values.subarray(row * size, (row + 1) * size), i * size);
  });
  return out;
}

function reduce({ values, shape }: RawSamples, rows: Int32Array, reduction: Reduction): Uint8Array | Float32Array {
  const [, height = 1, width = 1, channels = 1] = shape;
  const size = height * width * channels;
  const reducer = new Reducer(reduction, rows.length, values instanceof Uint8Array);
  rows.forEach((row, i) => {
    reducer.begin(i, 1);
    const picture = values.subarray(row * size, (row + 1) * size);
    reducer.add({ values: picture, rows: 1, top: 0, left: 0, channel: 0, height, width, channels }, [i]);
    reducer.settle();
  });
  return reducer.values;
}
