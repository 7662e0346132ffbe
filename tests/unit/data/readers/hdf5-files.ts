/** Small HDF5 files written with h5wasm itself. */
import { Dataset, File as HdfFile, ready } from 'h5wasm';

let written = 0;

/** A file with what `fill` puts into it. */
export async function hdf5File(fill: (root: HdfFile) => void, name = 'galaxies.h5'): Promise<File> {
  const { FS } = await ready;
  const path = `/written-${++written}.h5`;
  const root = new HdfFile(path, 'w');
  try {
    fill(root);
    root.flush();
  } finally {
    root.close();
  }
  const bytes = FS.readFile(path, { encoding: 'binary' });
  FS.unlink(path);
  return new File([bytes.slice()], name);
}

/** The Galaxy10 layout: `images` in the given chunks, gzipped, and `ans`. */
export const galaxyFile = (
  raw: { values: Uint8Array | Float32Array; shape: number[]; labels: Int32Array },
  chunks: number[] | null,
  more: (root: HdfFile) => void = () => undefined,
): Promise<File> =>
  hdf5File((root) => {
    // Only an axis that may grow can have chunks longer than it is.
    const maxshape = raw.shape.map(() => null);
    const packing = chunks ? { chunks, maxshape, compression: 'gzip' as const, compression_opts: 4 } : {};
    root.create_dataset({ name: 'images', data: raw.values, shape: raw.shape, ...packing });
    root.create_dataset({ name: 'ans', data: Uint8Array.from(raw.labels), shape: [raw.labels.length] });
    more(root);
  });

/** A dataset just written. */
export function dataset(root: HdfFile, name: string): Dataset {
  const entity = root.get(name);
  if (entity instanceof Dataset) return entity;
  throw new Error(`no dataset ${name}`);
}
