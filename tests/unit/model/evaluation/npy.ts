/** Reads NumPy's `.npy` files (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), as far as the oracles need it. */

export interface NpyArray {
  shape: number[];
  values: Float32Array | Int32Array;
}

/** Little-endian float32 (`<f4`) and int64 (`<i8`, whose values must fit into 32 bits), row-major. */
export async function readNpy(url: string): Promise<NpyArray> {
  const bytes = await (await fetch(url)).arrayBuffer();
  const view = new DataView(bytes);
  const magic = String.fromCharCode(...new Uint8Array(bytes, 1, 5));
  if (magic !== 'NUMPY' || view.getUint8(6) !== 1) throw new Error(`${url} is no .npy file of version 1`);
  const start = 10 + view.getUint16(8, true);
  const header = new TextDecoder('latin1').decode(new Uint8Array(bytes, 10, start - 10));
  const field = (pattern: RegExp) => header.match(pattern)?.[1] ?? '';
  if (!header.includes("'fortran_order': False")) throw new Error(`${url} is not row-major`);
  const shape = field(/'shape': \(([^)]*)\)/)
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  const count = shape.reduce((a, b) => a * b, 1);
  const readers: Record<string, () => NpyArray['values']> = {
    '<f4': () => Float32Array.from({ length: count }, (_, i) => view.getFloat32(start + 4 * i, true)),
    '<i8': () => Int32Array.from({ length: count }, (_, i) => Number(view.getBigInt64(start + 8 * i, true))),
  };
  const read = readers[field(/'descr': '([^']*)'/)];
  if (!read) throw new Error(`${url} holds numbers of another kind: ${header}`);
  return { shape, values: read() };
}
