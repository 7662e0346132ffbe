/**
 * Colours: how much light a stellar population sends into each band, and how dust reddens it.
 * Colours are AB magnitudes typical of nearby galaxies (Fukugita et al. 1995; Strateva et al. 2001): ellipticals at
 * g−r ≈ 0.78, discs at 0.45, star-forming knots bluer still, with Hα brightening their r band.
 */
import type { Random } from '../random.js';

export type BandLetter = 'g' | 'r' | 'i' | 'z';

/** Magnitudes: g − r, r − i, r − z. */
export interface Colour {
  gr: number;
  ri: number;
  rz: number;
}

export interface Populations {
  old: Colour;
  young: Colour;
  nebular: Colour;
}

const typical: Populations = {
  old: { gr: 0.8, ri: 0.4, rz: 0.68 },
  young: { gr: 0.4, ri: 0.18, rz: 0.28 },
  nebular: { gr: 0.12, ri: -0.12, rz: -0.1 },
};

/** The colours of one galaxy: age and metals shift all of its stars together, and each population a little for itself. */
export function drawPopulations(random: Random, scatter = 0.05): Populations {
  const shared = scatter * random.normal();
  const shift = (colour: Colour): Colour => {
    const redder = shared + 0.5 * scatter * random.normal();
    return { gr: colour.gr + redder, ri: colour.ri + 0.5 * redder, rz: colour.rz + 0.9 * redder };
  };
  return { old: shift(typical.old), young: shift(typical.young), nebular: shift(typical.nebular) };
}

/** Light in a band for one unit in r. */
export function fluxRatio({ gr, ri, rz }: Colour, band: BandLetter): number {
  const magnitudes: Record<BandLetter, number> = { g: gr, r: 0, i: -ri, z: -rz };
  return 10 ** (-0.4 * magnitudes[band]);
}

/** Extinction in a band for one unit of optical depth in r (Schlafly & Finkbeiner 2011, R_V = 3.1). */
export const extinction: Record<BandLetter, number> = { g: 1.45, r: 1, i: 0.74, z: 0.55 };
