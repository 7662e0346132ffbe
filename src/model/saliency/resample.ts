/** Linear interpolation of a coarse map to the size of the input: bilinear on pictures, trilinear on cubes. */
import type { NumberArray } from '../../contract/inspection.js';
import { product } from '../../data/shape.js';

/** `map` at the lengths of `target`, axis by axis; both have the same number of axes. Pixels are squares: their centres lie at halves. */
export function resample(map: NumberArray, target: readonly number[]): NumberArray {
  return target.reduce((stretched, length, axis) => stretchAxis(stretched, axis, length), map);
}

function stretchAxis({ values, shape }: NumberArray, axis: number, length: number): NumberArray {
  const before = shape[axis] ?? 1;
  const inner = product(shape.slice(axis + 1));
  const outer = values.length / (before * inner);
  const stretched = new Float32Array(outer * length * inner);
  for (let place = 0; place < length; place++) {
    const centre = Math.min(Math.max(((place + 0.5) * before) / length - 0.5, 0), before - 1);
    const low = Math.floor(centre);
    const high = Math.min(low + 1, before - 1);
    const weight = centre - low;
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        const below = values[(o * before + low) * inner + i] ?? 0;
        const above = values[(o * before + high) * inner + i] ?? 0;
        stretched[(o * length + place) * inner + i] = below + weight * (above - below);
      }
    }
  }
  return { values: stretched, shape: shape.map((n, a) => (a === axis ? length : n)) };
}
