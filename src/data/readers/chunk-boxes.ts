/**
 * The order in which a stored stack of pictures is read: once through, in boxes of whole chunks.
 * Galaxy10 files are stored in chunks like 375×9×18×1 (samples × rows × columns × channels): a single picture lies in 96 of them, so
 * reading picture by picture would unpack the whole file hundreds of times. Chunks that hold no wanted sample or channel are left out.
 */
import { product } from '../shape.js';

/** A run of consecutive samples, from whole rows of chunks, with at least one wanted one at each end. */
export interface Span {
  start: number;
  /** Exclusive. */
  end: number;
  /** Position of the first wanted sample among all wanted ones. */
  first: number;
  /** Number of wanted samples. */
  wanted: number;
}

/** A rectangular piece of each picture. */
export interface Piece {
  top: number;
  left: number;
  channel: number;
  height: number;
  width: number;
  channels: number;
}

/**
 * Rows of small chunks are read together up to about this many values: fewer calls. Larger rows are read one by one, because the chunks
 * of a row lie together in the file, and jumping from row to row would read the whole file for every piece.
 */
const spanValues = 4 << 20;

/**
 * @param wanted - Positions of the wanted samples, ascending.
 * @param samples - Samples in a chunk.
 * @param picture - [height, width, channels] as stored.
 */
export function planSpans(wanted: Int32Array, samples: number, picture: readonly number[]): Span[] {
  const rowValues = samples * product(picture);
  const longest = Math.max(1, Math.floor(spanValues / rowValues)); // in rows of chunks
  const spans: Span[] = [];
  let firstRow = 0;
  let lastRow = -2;
  for (const [i, sample] of wanted.entries()) {
    const row = Math.floor(sample / samples);
    const span = spans.at(-1);
    if (span && row <= lastRow + 1 && row - firstRow < longest) {
      span.end = sample + 1;
      span.wanted++;
    } else {
      spans.push({ start: sample, end: sample + 1, first: i, wanted: 1 });
      firstRow = row;
    }
    lastRow = row;
  }
  return spans;
}

/**
 * Pieces that cover the wanted channels of a picture, on chunk borders, in the order in which they are stored.
 * @param picture - [height, width, channels] as stored.
 */
export function planPieces(picture: readonly number[], chunk: readonly number[], channels: readonly number[]): Piece[] {
  const [rows = 1, columns = 1, depth = 1] = chunk.slice(1);
  const [height = 1, width = 1, allChannels = 1] = picture;
  const pieces: Piece[] = [];
  for (let top = 0; top < height; top += rows) {
    for (let left = 0; left < width; left += columns) {
      for (let channel = 0; channel < allChannels; channel += depth) {
        const end = Math.min(channel + depth, allChannels);
        if (!channels.some((kept) => kept >= channel && kept < end)) continue;
        const size = { height: Math.min(rows, height - top), width: Math.min(columns, width - left), channels: end - channel };
        pieces.push({ top, left, channel, ...size });
      }
    }
  }
  return pieces;
}
