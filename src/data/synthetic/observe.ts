/** The telescope: takes a scene, adds stars, seeing and photon noise, and writes the bytes of a picture. */
import type { Random } from '../random.js';
import { addPhotonNoise } from './noise.js';
import { extinction, fluxRatio, type Populations } from './population.js';
import { addStar, convolve, gaussianKernel } from './psf.js';
import type { Scene } from './scene.js';
import type { Star } from './stars.js';
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

type Planes = readonly [Float32Array, Float32Array, Float32Array];
/** Light of old, young and nebular origin in a band, for one unit in r. */
type Shares = readonly [number, number, number];

export class Telescope {
  readonly #survey: Survey;
  readonly #size: number;
  readonly #stretch: Stretch;
  readonly #planes: Planes;
  readonly #scratch: Float32Array;

  constructor(survey: Survey, size: number) {
    this.#survey = survey;
    this.#size = size;
    this.#stretch = new Stretch(survey.softening, survey.pedestal);
    const plane = (): Float32Array => new Float32Array(size * size);
    this.#planes = [plane(), plane(), plane()];
    this.#scratch = new Float32Array(size * size);
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
    gather(scene, populations, bands, this.#planes);
    for (const [channel, band] of bands.entries()) this.#expose(this.#planes[channel] as Float32Array, band, stars, exposure, random);
    const area = detectorPixel ** 2;
    this.#stretch.write(this.#planes, [bands[0].weight * area, bands[1].weight * area, bands[2].weight * area], bytes, offset);
  }

  #expose(plane: Float32Array, band: Band, stars: readonly Star[], { pixel, seeing, depth }: Exposure, random: Random): void {
    const fwhm = (band.seeing * seeing) / pixel;
    convolve(plane, this.#size, gaussianKernel(Math.max(0.6, fwhm)), this.#scratch);
    const area = pixel * pixel;
    const gain = band.gain * area * depth;
    const noise = Math.sqrt(band.sky / gain);
    for (const star of stars) {
      const flux = star.flux * fluxRatio(star.colour, band.letter);
      // Out to where it is lost in the noise.
      addStar(plane, this.#size, star.x, star.y, flux / area, Math.max(1.2, fwhm), 0.3 * noise);
    }
    addPhotonNoise(plane, band.sky, gain, random);
  }
}

/** The light of all populations in each band, behind the dust. */
function gather(scene: Scene, { old, young, nebular }: Populations, bands: Survey['bands'], planes: Planes): void {
  const { old: oldLight, young: youngLight, nebular: nebularLight } = scene;
  const [first, second, third] = planes;
  const sharesIn = ({ letter }: Band): Shares => [fluxRatio(old, letter), fluxRatio(young, letter), fluxRatio(nebular, letter)];
  const [o1, y1, n1] = sharesIn(bands[0]);
  const [o2, y2, n2] = sharesIn(bands[1]);
  const [o3, y3, n3] = sharesIn(bands[2]);
  for (let i = 0; i < first.length; i++) {
    const o = oldLight[i] as number;
    const y = youngLight[i] as number;
    const n = nebularLight[i] as number;
    first[i] = o1 * o + y1 * y + n1 * n;
    second[i] = o2 * o + y2 * y + n2 * n;
    third[i] = o3 * o + y3 * y + n3 * n;
  }
  if (!scene.dusty) return;
  for (const [channel, { letter }] of bands.entries()) redden(planes[channel] as Float32Array, scene.dust, extinction[letter]);
}

/** Dims light by optical depth `dust` × `depth`. */
function redden(plane: Float32Array, dust: Float32Array, depth: number): void {
  for (let i = 0; i < plane.length; i++) {
    const tau = dust[i] as number;
    if (tau > 0.003) plane[i] = (plane[i] as number) * Math.exp(-depth * tau);
  }
}
