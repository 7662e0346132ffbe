/** The telescope: takes a scene, adds stars, seeing and photon noise, and writes the bytes of a picture. */
import type { Random } from '../random.js';
import { addPhotonNoise } from './noise.js';
import { extinction, fluxRatio, type Populations } from './population.js';
import { convolve, gaussianKernel } from './psf.js';
import type { Scene } from './scene.js';
import { exposeStar, type Star } from './stars.js';
import { Stretch } from './stretch.js';
import type { Band, Survey } from './survey.js';

/** How one picture was taken. */
export interface Exposure {
  /** Side of a pixel, arcseconds. */
  pixel: number;
  /** Seeing of this night over the survey's median. */
  seeing: number;
  /** Depth of this exposure over the survey's median: the variance of the noise is divided by it. */
  depth: number;
}

export class Telescope {
  readonly #survey: Survey;
  readonly #size: number;
  readonly #stretch: Stretch;
  readonly #planes: readonly [Float32Array, Float32Array, Float32Array];
  readonly #scratch: Float32Array;

  constructor(survey: Survey, size: number) {
    this.#survey = survey;
    this.#size = size;
    this.#stretch = new Stretch(survey.softening, survey.pedestal);
    const plane = (): Float32Array => new Float32Array(size * size);
    this.#planes = [plane(), plane(), plane()];
    this.#scratch = new Float32Array(3 * size * size);
  }

  /** Writes size × size × 3 bytes from `offset`. */
  observe(
    scene: Scene,
    populations: Populations,
    stars: readonly Star[],
    exposure: Exposure,
    random: Random,
    bytes: Uint8Array,
    offset: number,
  ): void {
    const { bands, detectorPixel } = this.#survey;
    bands.forEach((band, channel) => {
      const plane = this.#planes[channel] as Float32Array;
      gather(scene, populations, band, plane);
      this.#expose(plane, band, stars, exposure, random);
    });
    const area = detectorPixel ** 2;
    const weights = [bands[0].weight * area, bands[1].weight * area, bands[2].weight * area] as const;
    this.#stretch.write(this.#planes, weights, bytes, offset);
  }

  #expose(plane: Float32Array, band: Band, stars: readonly Star[], { pixel, seeing, depth }: Exposure, random: Random): void {
    const fwhm = (band.seeing * seeing) / pixel;
    convolve(plane, this.#size, gaussianKernel(Math.max(0.6, fwhm)), this.#scratch);
    const area = pixel * pixel;
    const gain = band.gain * area * depth;
    const noise = Math.sqrt(band.sky / gain);
    for (const star of stars) {
      exposeStar(plane, this.#size, star, star.flux * fluxRatio(star.colour, band.letter), Math.max(1.2, fwhm), area, noise);
    }
    addPhotonNoise(plane, band.sky, gain, random);
  }
}

/** The light of all populations in one band, behind the dust. */
function gather(scene: Scene, populations: Populations, band: Band, plane: Float32Array): void {
  const { old, young, nebular, dust } = scene;
  const fromOld = fluxRatio(populations.old, band.letter);
  const fromYoung = fluxRatio(populations.young, band.letter);
  const fromNebular = fluxRatio(populations.nebular, band.letter);
  for (let i = 0; i < plane.length; i++) {
    plane[i] = fromOld * (old[i] as number) + fromYoung * (young[i] as number) + fromNebular * (nebular[i] as number);
  }
  if (!scene.dusty) return;
  const depth = extinction[band.letter];
  for (let i = 0; i < plane.length; i++) {
    const tau = dust[i] as number;
    if (tau > 0.003) plane[i] = (plane[i] as number) * Math.exp(-depth * tau);
  }
}
