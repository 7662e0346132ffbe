/**
 * The point-spread function: what air and telescope make of a point. Extended light is convolved with a Gaussian of the
 * seeing's width, along rows and then along columns. Stars are bright enough for the wings to show and are drawn as Moffat's
 * profile (Moffat 1969, A&A 3, 455; β = 3 is typical of SDSS and DECam) of the same width.
 */

/** Full width at half maximum of a Gaussian over its standard deviation: 2 √(2 ln 2). */
export const FWHM_PER_SIGMA = 2 * Math.sqrt(2 * Math.LN2);

/** Half of a Gaussian kernel, from its middle outwards, cut at 3.2σ; the whole kernel sums to 1. `fwhm` in pixels. */
export function gaussianKernel(fwhm: number): Float64Array {
  const sigma = fwhm / FWHM_PER_SIGMA;
  const half = Float64Array.from({ length: Math.ceil(3.2 * sigma) + 1 }, (_, i) => Math.exp(-0.5 * (i / sigma) ** 2));
  const sum = 2 * half.reduce((a, b) => a + b, 0) - (half[0] as number);
  return half.map((value) => value / sum);
}

/**
 * Convolves a plane [size, size] with a symmetric kernel along both axes, in place. Beyond the edge the plane goes on as at
 * the edge. `scratch` has at least size + 2 × radius values for a row, and as many rows for the second pass: (size + 2r) × size.
 */
export function convolve(plane: Float32Array, size: number, half: Float64Array, scratch: Float32Array): void {
  const radius = half.length - 1;
  if (radius === 0) return;
  const middle = half[0] as number;
  // Rows: from `plane` through one padded line into the scratch's lines radius … radius + size.
  const line = new Float32Array(size + 2 * radius);
  for (let row = 0; row < size; row++) {
    const start = row * size;
    line.fill(plane[start] as number, 0, radius);
    for (let i = 0; i < size; i++) line[radius + i] = plane[start + i] as number;
    line.fill(plane[start + size - 1] as number, radius + size);
    const out = (row + radius) * size;
    for (let i = 0; i < size; i++) {
      const at = i + radius;
      let sum = middle * (line[at] as number);
      for (let k = 1; k <= radius; k++) sum += (half[k] as number) * ((line[at - k] as number) + (line[at + k] as number));
      scratch[out + i] = sum;
    }
  }
  for (let k = 0; k < radius; k++) {
    scratch.copyWithin(k * size, radius * size, (radius + 1) * size);
    scratch.copyWithin((radius + size + k) * size, (radius + size - 1) * size, (radius + size) * size);
  }
  // Columns: each output row is a weighted sum of 2r + 1 rows.
  for (let row = 0; row < size; row++) {
    const at = (row + radius) * size;
    const out = row * size;
    for (let i = 0; i < size; i++) {
      let sum = middle * (scratch[at + i] as number);
      for (let k = 1; k <= radius; k++)
        sum += (half[k] as number) * ((scratch[at + i - k * size] as number) + (scratch[at + i + k * size] as number));
      plane[out + i] = sum;
    }
  }
}

/** Moffat's exponent β. */
export const BETA = 3;

/** Peak of a Moffat star of total flux 1 and its core radius squared: I(r) = peak (1 + r²/core²)^(−β). `fwhm` in pixels. */
export function moffat(fwhm: number): { peak: number; core2: number } {
  const core2 = (fwhm / 2) ** 2 / (2 ** (1 / BETA) - 1);
  return { peak: (BETA - 1) / (Math.PI * core2), core2 };
}

/** Adds a star of `flux` to a plane [size, size], out to where it falls below `faintest`. */
export function addStar(plane: Float32Array, size: number, x: number, y: number, flux: number, fwhm: number, faintest: number): void {
  const { peak, core2 } = moffat(fwhm);
  const height = peak * flux;
  const reach2 = core2 * Math.max(1, Math.cbrt(height / faintest) - 1);
  const reach = Math.sqrt(reach2);
  const bottom = Math.min(size - 1, Math.floor(y + reach));
  const right = Math.min(size - 1, Math.floor(x + reach));
  for (let row = Math.max(0, Math.ceil(y - reach)); row <= bottom; row++) {
    for (let column = Math.max(0, Math.ceil(x - reach)); column <= right; column++) {
      const falloff = 1 + ((column - x) ** 2 + (row - y) ** 2) / core2;
      const pixel = row * size + column;
      plane[pixel] = (plane[pixel] as number) + height / (falloff * falloff * falloff);
    }
  }
}
