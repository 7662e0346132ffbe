/**
 * Binaries that were compiled for a memory of their own, made to compute in one that several threads share. Such a memory needs
 * no other code: plain loads and stores mean the same. Only its declaration differs, a flag and the pages it may grow to.
 */

const MAGIC = 8; // bytes before the first section
const IMPORTS = 2;
const MEMORIES = 5;
/** The declaration's flags: it has a maximum, and it is shared. */
const SHARED = 0b11;
const MEMORY_IMPORT = 2;

/** The most pages of 64 KiB that 32-bit addresses reach. */
export const ALL_PAGES = 65_536;

/** Reads a binary from `at` on. */
class Reader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error('The WebAssembly binary ends too early.');
    return byte;
  }

  /** An unsigned number in LEB128: seven bits a byte, the lowest first. */
  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  skipName(): void {
    const length = this.number();
    this.at += length;
  }
}

function leb128(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}

/** Where in a section the memory is declared: the binary's own, or the one it imports as its only import. */
function declarationIn(id: number, contents: Uint8Array): number | undefined {
  if (id !== MEMORIES && id !== IMPORTS) return undefined;
  const reader = new Reader(contents);
  const alone = reader.number() === 1;
  if (id === MEMORIES) return alone ? reader.at : undefined;
  reader.skipName(); // of the module
  reader.skipName(); // of the memory in it
  return alone && reader.byte() === MEMORY_IMPORT ? reader.at : undefined;
}

/** The contents of a section whose memory, declared at `at`, has become shared, of at most `pages`. */
function shared(contents: Uint8Array, at: number, pages: number): number[] {
  const reader = new Reader(contents, at);
  const hasMaximum = reader.byte() !== 0;
  const least = reader.number();
  if (hasMaximum) reader.number();
  return [...contents.subarray(0, at), SHARED, ...leb128(least), ...leb128(pages), ...contents.subarray(reader.at)];
}

/** The same binary on shared memory of at most `pages`. Its memory is its own, or its only import. */
export function onSharedMemory(binary: ArrayBuffer, pages = ALL_PAGES): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(binary);
  const reader = new Reader(bytes, MAGIC);
  while (reader.at < bytes.length) {
    const start = reader.at;
    const id = reader.byte();
    const length = reader.number();
    const contents = bytes.subarray(reader.at, reader.at + length);
    reader.at += length;
    const declaration = declarationIn(id, contents);
    if (declaration === undefined) continue;
    const changed = shared(contents, declaration, pages);
    const section = [id, ...leb128(changed.length), ...changed];
    const result = new Uint8Array(start + section.length + bytes.length - reader.at);
    result.set(bytes.subarray(0, start));
    result.set(section, start);
    result.set(bytes.subarray(reader.at), start + section.length);
    return result;
  }
  throw new Error('The WebAssembly binary declares no memory.');
}

export const isShared = (memory: WebAssembly.Memory): boolean =>
  typeof SharedArrayBuffer === 'function' && memory.buffer instanceof SharedArrayBuffer;

/** Whether this page may share memory between threads. */
export const mayShareMemory = (): boolean => globalThis.crossOriginIsolated === true && usefulThreads() > 1;

/** Threads that are worth having: more than four wait for the memory, and leave no core to the page. */
export const usefulThreads = (): number => Math.min(globalThis.navigator?.hardwareConcurrency ?? 1, 4);
