/** The one pass over the stored pictures. */
import { Breath } from '../breath.js';
import { Reducer, type StoredValues } from '../reducer.js';
import type { Reduction } from '../reduction.js';
import { product } from '../shape.js';
import { type Piece, planPieces, planSpans, type Span } from './chunk-boxes.js';
import type { OpenFile } from './hdf5-file.js';
import type { StoredImages } from './hdf5-layout.js';
import type { Progress } from './progress.js';

/** Milliseconds of reading after which messages have their turn. */
const slice = 100;

/** Reads the wanted samples, reduced: [wanted.length, ...reduction.to]. */
export async function readPictures(
  open: OpenFile,
  images: StoredImages,
  wanted: Int32Array,
  reduction: Reduction,
  onProgress: Progress,
): Promise<Uint8Array | Float32Array> {
  const picture = images.shape.slice(1);
  const spans = planSpans(wanted, images.chunk[0] ?? 1, picture);
  const pieces = planPieces(picture, images.chunk, reduction.channels);
  const longest = largestOf(spans, ({ start, end }) => end - start);
  const widest = largestOf(pieces, ({ height, width, channels }) => height * width * channels);
  const box = new BoxReader(open, images, longest * widest);
  const reducer = new Reducer(reduction, wanted.length, box.eightBit);
  const breath = new Breath(slice);
  const boxes = spans.length * pieces.length;
  let read = 0;
  try {
    for (const span of spans) {
      reducer.begin(span.first, span.wanted);
      const slots = slotsOf(span, wanted);
      for (const piece of pieces) {
        reducer.add({ ...piece, rows: slots.length, values: box.read(span, piece) }, slots);
        onProgress(++read / boxes, `Reading ${open.name}`);
        if (breath.due) await breath.take();
      }
      reducer.settle();
    }
  } finally {
    box.free();
  }
  return reducer.values;
}

/** The largest of many numbers: in a loop, because `Math.max(...)` of some 100,000 overflows the stack. */
function largestOf<T>(items: readonly T[], measure: (item: T) => number): number {
  let largest = 0;
  for (const item of items) largest = Math.max(largest, measure(item));
  return largest;
}

/** For each sample of the span its place among the wanted ones, −1 where it is not wanted. */
function slotsOf({ start, end, first, wanted: count }: Span, wanted: Int32Array): Int32Array {
  const slots = new Int32Array(end - start).fill(-1);
  for (let i = first; i < first + count; i++) slots[(wanted[i] ?? 0) - start] = i;
  return slots;
}

/** Reads boxes into one piece of the library's memory, used again and again, and lets them be looked at there. */
class BoxReader {
  /** Stored as uint8. */
  readonly eightBit: boolean;
  readonly #open: OpenFile;
  readonly #images: StoredImages;
  readonly #address: number;
  readonly #view: new (
    buffer: ArrayBufferLike,
    offset: number,
    length: number,
  ) => StoredValues;

  constructor(open: OpenFile, images: StoredImages, mostValues: number) {
    const { type, size, signed } = images.metadata;
    this.#open = open;
    this.#images = images;
    this.#view = viewOf(type === 1, size, signed);
    this.eightBit = this.#view === Uint8Array;
    this.#address = open.library._malloc(mostValues * size);
    if (this.#address === 0) throw new RangeError(`no memory for a box of ${mostValues} values`);
  }

  /** The values of one piece of the pictures of a span; valid until the next call. */
  read({ start, end }: Span, piece: Piece): StoredValues {
    const { dataset, rank } = this.#images;
    const { library } = this.#open;
    const counts = [end - start, piece.height, piece.width, piece.channels];
    const offsets = [start, piece.top, piece.left, piece.channel];
    const asStored = (axes: number[]): bigint[] => axes.slice(0, rank).map(BigInt);
    const ones = asStored([1, 1, 1, 1]);
    library.get_dataset_data(dataset.file_id, dataset.path, asStored(counts), asStored(offsets), ones, BigInt(this.#address));
    const length = product(counts);
    return new this.#view(library.HEAPU8.buffer, this.#address, length); // after the call: the memory may have grown
  }

  free(): void {
    this.#open.library._free(this.#address);
  }
}

function viewOf(
  float: boolean,
  size: number,
  signed: boolean,
): new (
  buffer: ArrayBufferLike,
  offset: number,
  length: number,
) => StoredValues {
  if (float) return size === 4 ? Float32Array : Float64Array;
  if (size === 1) return signed ? Int8Array : Uint8Array;
  if (size === 2) return signed ? Int16Array : Uint16Array;
  return signed ? Int32Array : Uint32Array;
}
