/** Makes one picture after another: draws where the galaxy stands, how large it is and how it was observed, and has it painted and observed. */
import type { Random } from '../random.js';
import { clipped, type Recipe } from './field.js';
import { type Exposure, Telescope } from './observe.js';
import { Patches } from './patches.js';
import { drawPopulations } from './population.js';
import { type Placement, Scene } from './scene.js';
import { addBackground, drawStars } from './stars.js';
import type { Survey } from './survey.js';

/** How the galaxies of a set lie in their frames. */
export interface Framing {
  /** Median of the galaxy's radius over the side of the picture, and its scatter (natural logarithm). */
  radius: readonly [number, number];
  /** Standard deviation of the galaxy's centre over the side of the picture. */
  jitter: number;
}

/** Nights differ: scatter of the seeing and of the depth (natural logarithm). Depth has a long shallow tail. */
const seeingScatter = 0.12;
const depthScatter = 0.8;

export class Studio {
  readonly #survey: Survey;
  readonly #framing: Framing;
  readonly #size: number;
  readonly #scene: Scene;
  readonly #patches = new Patches();
  readonly #telescope: Telescope;

  /** Pictures of `size` pixels a side. */
  constructor(survey: Survey, framing: Framing, size: number) {
    this.#survey = survey;
    this.#framing = framing;
    this.#size = size;
    this.#scene = new Scene(size);
    this.#telescope = new Telescope(survey, size);
  }

  /** Writes one picture, size × size × 3 bytes, from `offset`. Everything about it is drawn from `random`. */
  take(recipe: Recipe, random: Random, bytes: Uint8Array, offset: number): void {
    const scene = this.#scene;
    const side = random.between(...this.#survey.field); // arcseconds
    const pixel = side / this.#size;
    const squareArcminutes = (side / 60) ** 2;
    scene.clear();
    recipe({ scene, at: this.#place(random), radius: this.#drawRadius(random), patches: this.#patches, random });
    addBackground(scene, this.#survey.background * squareArcminutes, pixel, random);
    const stars = drawStars(this.#size, this.#survey.stars * squareArcminutes, random);
    const exposure = drawExposure(pixel, random);
    this.#telescope.observe(scene, drawPopulations(random), stars, exposure, random, bytes, offset);
  }

  #place(random: Random): Placement {
    const middle = (this.#size - 1) / 2;
    const jitter = this.#framing.jitter * this.#size;
    return { x: middle + jitter * random.normal(), y: middle + jitter * random.normal(), angle: random.between(0, Math.PI) };
  }

  #drawRadius(random: Random): number {
    const [median, scatter] = this.#framing.radius;
    return median * this.#size * Math.exp(clipped(random, 0, scatter, -0.6, 0.5));
  }
}

const drawExposure = (pixel: number, random: Random): Exposure => ({
  pixel,
  seeing: Math.exp(seeingScatter * random.normal()),
  depth: Math.exp(clipped(random, 0, depthScatter, -2.2, 1.2)),
});
