/** What a file is, by its first bytes: its name and ending may be wrong. */

/** HDF5 files begin with these bytes at 0, or at 512, 1,024, 2,048 … where something else stands before. */
const hdf5Magic = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** First bytes of things people drop by mistake, and what to call them. */
const others: readonly [magic: readonly number[] | string, name: string][] = [
  ['SIMPLE  =', 'a FITS file'],
  [[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], 'a NumPy array (.npy)'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive (.zip, .npz, .keras)'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz archive'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture'],
  [[0xff, 0xd8, 0xff], 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['%PDF', 'a PDF document'],
  [[0x0e, 0x03, 0x13, 0x01], 'an HDF4 file'],
  [[0x43, 0x44, 0x46, 0x01], 'a NetCDF 3 file'],
];

type Signature = { kind: 'hdf5' } | { kind: 'other'; name: string } | { kind: 'page' } | { kind: 'empty' } | { kind: 'unknown' };

/** Reads a few bytes only. */
export async function signatureOf(file: Blob): Promise<Signature> {
  if (file.size === 0) return { kind: 'empty' };
  const head = await bytesAt(file, 0, 64);
  const other = others.find(([magic]) => startsWith(head, magic));
  if (other) return { kind: 'other', name: other[1] };
  for (let offset = 0; offset + hdf5Magic.length <= file.size; offset = offset === 0 ? 512 : offset * 2) {
    if (startsWith(await bytesAt(file, offset, hdf5Magic.length), hdf5Magic)) return { kind: 'hdf5' };
  }
  const text = new TextDecoder().decode(head).trimStart().toLowerCase();
  return { kind: text.startsWith('<!doctype html') || text.startsWith('<html') ? 'page' : 'unknown' };
}

const bytesAt = async (file: Blob, offset: number, length: number): Promise<Uint8Array> =>
  new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());

function startsWith(bytes: Uint8Array, magic: readonly number[] | string): boolean {
  const wanted = typeof magic === 'string' ? Array.from(magic, (letter) => letter.charCodeAt(0)) : magic;
  return wanted.every((byte, i) => bytes[i] === byte);
}
