/** What else is in the frame: stars of the Milky Way in front, small galaxies behind. */
import type { Random } from '../random.js';
import { poisson } from './noise.js';
import type { Colour } from './population.js';
import { addSersic } from './sersic.js';
import type { Scene } from './scene.js';

/** A star as the detector sees it. */
export interface Star {
  /** Pixels. */
  x: number;
  y: number;
  /** Flux in r, nanomaggies. */
  flux: number;
  colour: Colour;
}

/** Counts of stars grow tenfold in about 3.3 magnitudes towards the faint end. */
const starSlope = 0.3;
const brightest = 14;
const faintest = 22.5;

/** Draws the stars of a field: `mean` of them on average, from magnitude 14 to 22.5. */
export function drawStars(size: number, mean: number, random: Random): Star[] {
  return Array.from({ length: poisson(mean, random) }, () => {
    const magnitude = Math.max(brightest, faintest + Math.log10(random.uniform() + 1e-6) / starSlope);
    // Faint stars are mostly red dwarfs, bright ones mostly like the Sun or hotter.
    const red = random.uniform() < 0.15 + 0.05 * (magnitude - 16);
    const gr = red ? random.between(0.9, 1.45) : random.between(0.1, 0.75);
    const ri = red ? random.between(0.4, 1.1) : 0.3 * gr;
    return {
      x: random.between(-2, size + 1),
      y: random.between(-2, size + 1),
      flux: 10 ** (-0.4 * (magnitude - 22.5)),
      colour: { gr, ri, rz: 1.55 * ri },
    };
  });
}

/** Adds small galaxies behind the main one: faint, and red or blue as it happens. */
export function addBackground(scene: Scene, mean: number, pixel: number, random: Random): void {
  for (let k = poisson(mean, random); k > 0; k--) {
    const magnitude = Math.max(18.5, 22.8 + Math.log10(random.uniform() + 1e-5) / 0.45);
    const re = Math.max(0.5, (0.45 * 10 ** (0.12 * (22.8 - magnitude)) * random.between(0.7, 1.5)) / pixel);
    const axisRatio = random.between(0.25, 1);
    const flux = 10 ** (-0.4 * (magnitude - 22.5)) / (pixel * pixel);
    const at = { x: random.between(0, scene.size - 1), y: random.between(0, scene.size - 1), angle: random.between(0, Math.PI) };
    const plane = random.uniform() < 0.45 ? scene.old : scene.young;
    // 11.95 = total light of an exponential in units of I_e R_e².
    addSersic(plane, scene.size, at, { re, n: 1, axisRatio, ie: flux / (11.95 * re * re * axisRatio) });
  }
}
