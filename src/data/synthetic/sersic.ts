/**
 * Sérsic's law, the light of elliptical galaxies and bulges: I(R) = I_e exp(−b_n [(R/R_e)^(1/n) − 1]), where half of the
 * light is inside the effective radius R_e. n = 4 is de Vaucouleurs' law, n = 1 an exponential disc.
 * Sérsic 1963; Graham & Driver 2005 (PASA 22, 118) for the formulas.
 */
import { boundsOf, type Placement } from './scene.js';

/** b_n by the asymptotic expansion of Ciotti & Bertin 1999 (A&A 352, 447), good to 1e-6 for n > 0.5. */
export function sersicB(n: number): number {
  return 2 * n - 1 / 3 + 4 / (405 * n) + 46 / (25515 * n ** 2) + 131 / (1148175 * n ** 3) - 2194697 / (30690717750 * n ** 4);
}

interface Sersic {
  /** Effective radius along the major axis, pixels. */
  re: number;
  n: number;
  /** Minor over major axis, in (0, 1]. */
  axisRatio: number;
  /** Surface brightness at R_e. */
  ie: number;
  /** Boxiness C0 of the isophotes |x|^(2+C0) + |y/q|^(2+C0) = R^(2+C0): 0 an ellipse, above it a box (Athanassoula et al. 1990). */
  boxiness?: number;
}

/** Where a profile has fallen to nothing, in effective radii. */
const extentOf = (n: number): number => (n < 1.5 ? 5 : 9);
/** Inside this radius in pixels the profile changes within a pixel, and the pixel's mean is taken of 5 × 5 points. */
const coreRadius = 2.6;
const subpixels = 5;
/** Added to radii in quadrature: a point that falls on the cusp stands for its share of the pixel, not for the cusp. Pixels. */
const blunt = 0.3 / subpixels;
/** Nodes of the radial table at most. They are evenly spaced in √R, so that cusps are resolved. */
const mostNodes = 384;
const table = new Float64Array(mostNodes + 2);

/** Adds the galaxy to `plane` [size, size]. */
export function addSersic(plane: Float32Array, size: number, at: Placement, { re, n, axisRatio, ie, boxiness = 0 }: Sersic): void {
  const limit = Math.min(re * extentOf(n), (Math.SQRT2 * size) / axisRatio);
  const nodes = Math.min(mostNodes, 32 + Math.ceil(12 * limit));
  const perRoot = nodes / Math.sqrt(limit);
  const b = sersicB(n);
  for (let i = 0; i < nodes + 2; i++) table[i] = ie * Math.exp(-b * (((i / perRoot) ** 2 / re) ** (1 / n) - 1));
  const boxed = boxiness !== 0;
  const power = 2 + boxiness;
  const cos = Math.cos(at.angle);
  const sin = Math.sin(at.angle);
  // The corners of a box lie further out than its sides.
  const { left, right, top, bottom } = boundsOf(size, at.x, at.y, boxed ? limit * Math.SQRT2 : limit);
  for (let row = top; row < bottom; row++) {
    const dy = row - at.y;
    for (let column = left; column < right; column++) {
      const dx = column - at.x;
      const points = dx * dx + dy * dy < coreRadius * coreRadius ? subpixels : 1;
      let sum = 0;
      for (let j = 0; j < points; j++) {
        const y = dy + (j + 0.5) / points - 0.5;
        for (let i = 0; i < points; i++) {
          const x = dx + (i + 0.5) / points - 0.5;
          const u = x * cos + y * sin;
          const v = (y * cos - x * sin) / axisRatio;
          const r = boxed ? (Math.abs(u) ** power + Math.abs(v) ** power) ** (1 / power) : Math.sqrt(u * u + v * v + blunt * blunt);
          if (r >= limit) continue;
          const node = Math.sqrt(r) * perRoot;
          const below = node | 0;
          const low = table[below] as number;
          sum += low + ((table[below + 1] as number) - low) * (node - below);
        }
      }
      const pixel = row * size + column;
      plane[pixel] = (plane[pixel] as number) + sum / (points * points);
    }
  }
}
