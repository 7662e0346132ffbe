/** An HDF5 file open for reading, and what is known of the health of the library that reads it. */
import { File as HdfFile, ready } from 'h5wasm';
import { asPlaygroundError, PlaygroundError } from '../../contract/playground-error.js';
import { whole } from '../words.js';
import { BlockReader } from './block-reader.js';

type Library = Awaited<typeof ready>;

/** Every error inside the library leaks an open stream; at 2,258 it breaks (h5wasm 0.10.3). */
const mostErrors = 200;
/** The library's memory never shrinks; a hostile file can make it grow to 2 GB. */
const mostHeapBytes = 512e6;

let errors = 0;
let broken = false;
let opened = 0;
let heapBytes = 0;

/** True once this worker should be replaced: the library has leaked, grown or broken. */
export const isLibraryWorn = (): boolean => broken || errors > mostErrors || heapBytes > mostHeapBytes;

/** Words for a file that HDF5 itself cannot read, and a note of the error for `isLibraryWorn`. */
function unreadable(name: string, cause: unknown): PlaygroundError {
  if (cause instanceof PlaygroundError) return cause;
  errors++;
  if (cause instanceof RangeError || cause instanceof WebAssembly.RuntimeError) broken = true;
  if (cause instanceof RangeError) {
    const words = `There is no memory left to read ${name}. Set coarsen, bands or limit, or close other pages.`;
    return asPlaygroundError(cause, 'out-of-memory', words);
  }
  const stored = /truncated file: eof = (\d+).*stored_eof = (\d+)/.exec(String(cause));
  if (!stored) return asPlaygroundError(cause, 'file-unreadable', `${name} is damaged: HDF5 cannot read it. Download it again.`);
  const [, here = 0, all = 0] = stored.map(Number);
  const words = `${name} is cut off: ${whole(here)} of ${whole(all)} bytes are here. Download it again.`;
  return asPlaygroundError(cause, 'file-unreadable', words);
}

/** What a reader sees of an open file. */
export interface OpenFile {
  library: Library;
  root: HdfFile;
  /** As the reader knows it. */
  name: string;
}

/**
 * Opens `file` where it lies (its bytes are read as they are needed), lets `use` read it, and closes it whatever happens.
 * @throws PlaygroundError whatever `use` refuses, or `file-unreadable` for what the library throws.
 */
export async function withHdf5File<T>(file: File, use: (open: OpenFile) => Promise<T>): Promise<T> {
  const library = await ready;
  library.activate_throwing_error_handler(); // without it a broken file reads as an empty one
  // A path of its own each time: HDF5 knows open files by their inode, and would answer with the old content of a path used before.
  const folder = `/open-${++opened}`;
  mount(library, folder, file);
  let root: HdfFile | undefined;
  try {
    root = new HdfFile(`${folder}/file.h5`, 'r');
    return await use({ library, root, name: file.name });
  } catch (cause) {
    throw unreadable(file.name, cause);
  } finally {
    for (const step of [() => root?.close(), () => library.FS.unmount(folder), () => library.FS.rmdir(folder)]) attempt(step);
    heapBytes = library.HEAPU8.length;
  }
}

/** Makes the file appear to the library, read through blocks. */
function mount({ FS }: Library, folder: string, file: Blob): void {
  FS.mkdir(folder);
  const { WORKERFS } = FS.filesystems;
  FS.mount(WORKERFS, { blobs: [{ name: 'file.h5', data: file }] }, folder);
  const node = FS.lookupPath(`${folder}/file.h5`, {}).node as unknown as { stream_ops: object };
  const blocks = new BlockReader(file);
  node.stream_ops = {
    ...node.stream_ops,
    read: (_stream: unknown, target: Uint8Array, offset: number, length: number, position: number) =>
      blocks.read(target, offset, length, position),
  };
}

/** A step of closing. What was thrown before is what the reader is told; a file that was broken to its end is only counted. */
function attempt(step: () => unknown): void {
  try {
    step();
  } catch {
    errors++;
  }
}
