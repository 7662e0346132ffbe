/**
 * One field of the sky before any telescope: light of three stellar populations and the dust in front of it.
 * Planes are row-major [size, size]. Light is surface brightness in the r band, in nanomaggies per square arcsecond
 * (1 is 22.5 magnitudes per square arcsecond); dust is optical depth in r.
 */
export class Scene {
  readonly size: number;
  /** Old stars of bulges and bars: red. */
  readonly old: Float32Array;
  /** Stars of discs and arms, young ones among them: blue. */
  readonly young: Float32Array;
  /** Star-forming regions: hot stars and glowing hydrogen. */
  readonly nebular: Float32Array;
  readonly dust: Float32Array;
  /** Whether any dust was laid; without it the extinction is not computed. */
  dusty = false;

  constructor(size: number) {
    this.size = size;
    this.old = new Float32Array(size * size);
    this.young = new Float32Array(size * size);
    this.nebular = new Float32Array(size * size);
    this.dust = new Float32Array(size * size);
  }

  clear(): void {
    this.old.fill(0);
    this.young.fill(0);
    this.nebular.fill(0);
    if (this.dusty) this.dust.fill(0);
    this.dusty = false;
  }
}

/** Where a thing stands in the frame, and how it is turned. */
export interface Placement {
  /** Pixels from the centre of the first column. */
  x: number;
  /** Pixels from the centre of the first row. */
  y: number;
  /** Of the major axis, radians from the x axis. */
  angle: number;
}

/** The pixels a circle of `radius` pixels touches: first and one past the last column and row. */
export function boundsOf(size: number, x: number, y: number, radius: number): { left: number; right: number; top: number; bottom: number } {
  return {
    left: Math.max(0, Math.ceil(x - radius)),
    right: Math.min(size, Math.floor(x + radius) + 1),
    top: Math.max(0, Math.ceil(y - radius)),
    bottom: Math.min(size, Math.floor(y + radius) + 1),
  };
}

/** Adds a round Gaussian blob of `peak` and standard deviation `sigma` pixels: the brush for knots, tails and shells. */
export function addBlob(plane: Float32Array, size: number, x: number, y: number, sigma: number, peak: number): void {
  const { left, right, top, bottom } = boundsOf(size, x, y, 3.2 * sigma);
  const width = right - left;
  if (width <= 0) return;
  const k = -0.5 / (sigma * sigma);
  for (let i = 0; i < width; i++) across[i] = Math.exp(k * (left + i - x) ** 2);
  for (let row = top; row < bottom; row++) {
    const height = peak * Math.exp(k * (row - y) ** 2);
    const start = row * size + left;
    for (let i = 0; i < width; i++) plane[start + i] = (plane[start + i] as number) + height * (across[i] as number);
  }
}

/** One row of a blob; frames are at most this wide. */
const across = new Float64Array(1024);
