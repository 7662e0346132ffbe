/**
 * The 8-bit colour picture: an asinh stretch of the mean of the bands that keeps each pixel's colour
 * (Lupton et al. 2004, PASP 116, 133), in the form of the SDSS and Legacy Surveys viewers: f(I) = asinh(Q I) / √Q.
 */

/** Brightness on the screen for mean brightness `intensity` (0 and more): 0 at 0; 1 is white. */
export function asinhStretch(intensity: number, softening: number): number {
  return Math.asinh(softening * intensity) / Math.sqrt(softening);
}

/** Nodes and reach of the table of f(I)/I; brighter pixels are computed. */
const nodes = 8192;
const tableReach = 2;

/** Turns three planes of light into the bytes of a picture. */
export class Stretch {
  #gain = new Float32Array(nodes);
  #softening: number;
  #pedestal: number;

  /** `pedestal` is added to each weighted band first. */
  constructor(softening: number, pedestal: number) {
    this.#softening = softening;
    this.#pedestal = pedestal;
    for (let i = 0; i < nodes; i++) this.#gain[i] = this.#gainAt(((i + 0.5) / nodes) * tableReach);
  }

  /** What each band is multiplied by at mean brightness `intensity`, times 255. */
  #gainAt(intensity: number): number {
    return (255 * asinhStretch(intensity, this.#softening)) / intensity;
  }

  /**
   * Writes pixels [n, 3] into `bytes` from `offset`. `planes` are the three channels, n values each, multiplied by `weights`.
   */
  write(
    planes: readonly [Float32Array, Float32Array, Float32Array],
    weights: readonly [number, number, number],
    bytes: Uint8Array,
    offset: number,
  ): void {
    const [first, second, third] = planes;
    const [wa, wb, wc] = weights;
    const pedestal = this.#pedestal;
    const perUnit = nodes / tableReach;
    const gains = this.#gain;
    const clamped = new Uint8ClampedArray(bytes.buffer, bytes.byteOffset, bytes.length); // rounds and cuts at 255 by itself
    for (let i = 0, at = offset; i < first.length; i++, at += 3) {
      const a = Math.max(0, (first[i] as number) * wa + pedestal);
      const b = Math.max(0, (second[i] as number) * wb + pedestal);
      const c = Math.max(0, (third[i] as number) * wc + pedestal);
      const intensity = (a + b + c) / 3;
      const gain = intensity < tableReach ? (gains[(intensity * perUnit) | 0] as number) : this.#gainAt(intensity);
      clamped[at] = a * gain;
      clamped[at + 1] = b * gain;
      clamped[at + 2] = c * gain;
    }
  }
}
