// The chunk shape h5py chooses when it is only told `chunks=True`: the awkward layout real files have.

const BASE = 16 * 1024;
const LEAST = 8 * 1024;
const MOST = 1024 * 1024;

/**
 * h5py's rule: aim at 16 KiB × 2^log₁₀(bytes / 1 MiB), and halve one axis after the other until the chunk is at most half
 * as large again as that. (2999, 69, 69, 3) bytes become chunks of (375, 9, 18, 1).
 * @param {readonly number[]} shape
 * @param {number} itemBytes
 */
export function h5pyChunks(shape, itemBytes = 1) {
  const bytesOf = (chunk) => chunk.reduce((product, side) => product * side, itemBytes);
  const target = Math.min(MOST, Math.max(LEAST, BASE * 2 ** Math.log10(bytesOf(shape) / (1024 * 1024))));
  const chunk = shape.map((side) => side);
  for (let axis = 0; ; axis = (axis + 1) % chunk.length) {
    const bytes = bytesOf(chunk);
    if ((bytes < target || Math.abs(bytes - target) / target < 0.5) && bytes < MOST) return chunk;
    if (chunk.every((side) => side === 1)) return chunk;
    chunk[axis] = Math.ceil(chunk[axis] / 2);
  }
}
