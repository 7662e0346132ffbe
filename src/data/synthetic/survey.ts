/**
 * Two surveys as instruments: what a picture of each looks like before any galaxy is in it.
 * Brightness of the sky and seeing are typical of the surveys (York et al. 2000, AJ 120, 1579; Dey et al. 2019, AJ 157, 168);
 * weights, pedestal and softening are those of the Legacy Surveys' viewer (i a tenth stronger). Channel 0 is the reddest band:
 * the pictures of Galaxy10 are made to be looked at, and in real ones too old galaxies are brightest in channel 0.
 */
import type { BandLetter } from './population.js';

export interface Band {
  letter: BandLetter;
  /** Brightness of the night sky, nanomaggies per square arcsecond. */
  sky: number;
  /**
   * Photo-electrons for one nanomaggy in the whole exposure: larger than the telescopes' own, so that the sky's noise is that
   * of the published pictures, which JPEG compression and shrinking have smoothed.
   */
  gain: number;
  /** Full width at half maximum of the point-spread function, arcseconds. */
  seeing: number;
  /** Weight of the band in the colour picture, for nanomaggies per detector pixel. */
  weight: number;
}

export interface Survey {
  /** Side of a picture by default, pixels. */
  size: number;
  /** Arcseconds of a picture's side: smallest and largest. */
  field: readonly [number, number];
  /** Side of a detector pixel, arcseconds. Pictures with larger pixels hold the mean of several. */
  detectorPixel: number;
  /** In the order of the channels. */
  bands: readonly [Band, Band, Band];
  /** Added to every band before the stretch, so that the noise of the sky is seen. */
  pedestal: number;
  /** Q of the asinh stretch. */
  softening: number;
  /** Stars of the Milky Way in a square arcminute, down to magnitude 22.5. */
  stars: number;
  /** Small galaxies behind, in a square arcminute. */
  background: number;
}

/** Galaxy10 SDSS: frames that follow the galaxy's size, shrunk to 69 pixels. */
export const sdss: Survey = {
  size: 69,
  field: [44, 76],
  detectorPixel: 0.396,
  bands: [
    { letter: 'i', sky: 7.6, gain: 9000, seeing: 1.2, weight: 1.1 },
    { letter: 'r', sky: 4.4, gain: 11_000, seeing: 1.3, weight: 1.5 },
    { letter: 'g', sky: 1.6, gain: 11_000, seeing: 1.4, weight: 2.5 },
  ],
  pedestal: 0.02,
  softening: 20,
  stars: 2.6,
  background: 3,
};

/** Galaxy10 DECaLS: 256 pixels of 0.262″ for every galaxy, near or far. */
export const decals: Survey = {
  size: 256,
  field: [67, 67],
  detectorPixel: 0.262,
  bands: [
    { letter: 'z', sky: 40, gain: 64_000, seeing: 1.1, weight: 2.2 },
    { letter: 'r', sky: 4.4, gain: 38_000, seeing: 1.2, weight: 3.4 },
    { letter: 'g', sky: 1.6, gain: 38_000, seeing: 1.3, weight: 6 },
  ],
  pedestal: 0.03,
  softening: 20,
  stars: 3,
  background: 14,
};
