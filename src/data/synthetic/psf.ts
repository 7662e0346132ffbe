/**
 * The point-spread function: what air and telescope make of a point. Extended light is convolved with a Gaussian of the
 * seeing's width, along rows and then along columns. Stars are bright enough for the wings to show and are drawn as Moffat's
 * profile (Moffat 1969, A&A 3, 455; β = 3 is typical of SDSS and DECam) of the same width.
 */

/** Full width at half maximum of a Gaussian over its standard deviation: 2 √(2 ln 2). */
const fwhmPerSigma = 2 * Math.sqrt(2 * Math.LN2);

/** Half of a Gaussian kernel, from its middle outwards, cut at 3σ; the whole kernel sums to 1. `fwhm` in pixels. */
export function gaussianKernel(fwhm: number): Float64Array {
  const sigma = fwhm / fwhmPerSigma;
  const half = Float64Array.from({ length: Math.round(3 * sigma) + 1 }, (_, i) => Math.exp(-0.5 * (i / sigma) ** 2));
  const sum = 2 * half.reduce((a, b) => a + b, 0) - (half[0] as number);
  return half.map((value) => value / sum);
}

/**
 * Convolves a plane [size, size] with a symmetric kernel along both axes, in place. Beyond its edges the plane goes on as at
 * the edge, so that light that leaves is balanced by light that comes in. `scratch` holds as many values as the plane.
 */
export function convolve(plane: Float32Array, size: number, half: Float64Array, scratch: Float32Array): void {
  if (half.length > 4) {
    wideRows(plane, scratch, size, half);
    wideColumns(scratch, plane, size, half);
    return;
  }
  for (let row = 0; row < size; row++) narrowPass(plane, scratch, row * size, 1, size, half);
  for (let column = 0; column < size; column++) narrowPass(scratch, plane, column, size, size, half);
}

/** One row or column from `start` in strides, for kernels of up to seven values: a window that moves along, one read a value. */
function narrowPass(from: Float32Array, to: Float32Array, start: number, stride: number, size: number, half: Float64Array): void {
  const [k0 = 0, k1 = 0, k2 = 0, k3 = 0] = half;
  const last = start + (size - 1) * stride;
  let a = from[start] as number;
  let b = a;
  let c = a;
  let d = a; // the middle of the window a b c d e f g
  let e = from[Math.min(last, start + stride)] as number;
  let f = from[Math.min(last, start + 2 * stride)] as number;
  let next = start + 3 * stride;
  for (let at = start; at <= last; at += stride, next += stride) {
    const g = from[Math.min(next, last)] as number;
    to[at] = k0 * d + k1 * (c + e) + k2 * (b + f) + k3 * (a + g);
    a = b;
    b = c;
    c = d;
    d = e;
    e = f;
    f = g;
  }
}

/** Rows with a kernel of any width, by way of a line with its edges drawn out. */
function wideRows(from: Float32Array, to: Float32Array, size: number, half: Float64Array): void {
  const radius = half.length - 1;
  const middle = half[0] as number;
  const line = new Float64Array(size + 2 * radius);
  for (let start = 0; start < size * size; start += size) {
    line.fill(from[start] as number, 0, radius);
    for (let i = 0; i < size; i++) line[radius + i] = from[start + i] as number;
    line.fill(from[start + size - 1] as number, radius + size);
    for (let i = 0; i < size; i++) {
      const at = i + radius;
      let sum = middle * (line[at] as number);
      for (let k = 1; k <= radius; k++) sum += (half[k] as number) * ((line[at - k] as number) + (line[at + k] as number));
      to[start + i] = sum;
    }
  }
}

/** Columns with a kernel of any width: whole rows are weighted and summed, since memory is read fastest along them. */
function wideColumns(from: Float32Array, to: Float32Array, size: number, half: Float64Array): void {
  const middle = half[0] as number;
  const sums = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    for (let i = 0; i < size; i++) sums[i] = middle * (from[row * size + i] as number);
    for (let k = 1; k < half.length; k++) {
      const weight = half[k] as number;
      const above = Math.max(0, row - k) * size;
      const below = Math.min(size - 1, row + k) * size;
      for (let i = 0; i < size; i++) sums[i] = (sums[i] as number) + weight * ((from[above + i] as number) + (from[below + i] as number));
    }
    to.set(sums, row * size);
  }
}

/** Moffat's exponent β. */
const beta = 3;

/** Peak of a Moffat star of total flux 1 and its core radius squared: I(r) = peak (1 + r²/core²)^(−β). `fwhm` in pixels. */
export function moffat(fwhm: number): { peak: number; core2: number } {
  const core2 = (fwhm / 2) ** 2 / (2 ** (1 / beta) - 1);
  return { peak: (beta - 1) / (Math.PI * core2), core2 };
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
