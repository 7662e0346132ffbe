/**
 * Bytes of a file on the reader's disk, at once and from anywhere: what a C library needs. Only in a worker.
 * A request to the browser takes about a millisecond whatever its size, and HDF5 asks for one chunk at a time (768 in a small Galaxy10
 * file), so blocks of 4 MB are read and a few kept: half the time of opening such a file.
 */

/** Not in TypeScript's DOM library: it exists in workers only. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

const blockBytes = 4 << 20;
const mostBlocks = 4;
/** A file whose chunks lie in no order would have blocks read for little use: past this waste only what is asked for is read. */
const mostWaste = 16 * blockBytes;

export class BlockReader {
  readonly #file: Blob;
  readonly #reader = new FileReaderSync();
  /** By block number, the most recently used last. */
  readonly #blocks = new Map<number, Uint8Array>();
  /** Bytes read in blocks, less the bytes that were asked for. */
  #waste = 0;

  constructor(file: Blob) {
    this.#file = file;
  }

  /** Copies bytes from `position` on into `target` and says how many there were. */
  read(target: Uint8Array, offset: number, length: number, position: number): number {
    const end = Math.min(position + length, this.#file.size);
    if (end <= position) return 0;
    if (this.#waste > mostWaste) {
      target.set(this.#bytes(position, end), offset);
      return end - position;
    }
    this.#waste -= end - position;
    let at = position;
    while (at < end) {
      const block = Math.floor(at / blockBytes);
      const from = at - block * blockBytes;
      const piece = this.#block(block).subarray(from, from + end - at);
      if (piece.length === 0) throw new Error(`the file ends before byte ${at}`);
      target.set(piece, offset + at - position);
      at += piece.length;
    }
    return end - position;
  }

  #block(number: number): Uint8Array {
    const known = this.#blocks.get(number);
    if (known) {
      this.#blocks.delete(number);
      this.#blocks.set(number, known);
      return known;
    }
    const start = number * blockBytes;
    const block = this.#bytes(start, start + blockBytes);
    this.#waste += block.length;
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size < mostBlocks) break;
      this.#blocks.delete(oldest);
    }
    this.#blocks.set(number, block);
    return block;
  }

  #bytes(start: number, end: number): Uint8Array {
    return new Uint8Array(this.#reader.readAsArrayBuffer(this.#file.slice(start, end)));
  }
}
