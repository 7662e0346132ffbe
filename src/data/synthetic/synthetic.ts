/**
 * Galaxies made in the page from physics and a seed, in the layout of the two Galaxy10 sets. Nothing is downloaded, and the
 * same name always gives the same bytes. Galaxy k of a class depends on the seed, the class and k alone.
 */
import { decalsClassNames, knownBands, sdssClassNames } from '../galaxy10.js';
import { Random } from '../random.js';
import type { RawSamples } from '../samples.js';
import { Breather } from './breather.js';
import { classCounts, decalsCounts, sdssCounts } from './catalogue.js';
import { clipped, type Recipe } from './field.js';
import { Telescope } from './observe.js';
import { parseSynthetic, type SyntheticSource } from './source.js';
import { Patches } from './patches.js';
import { drawPopulations } from './population.js';
import { decalsRecipes, sdssRecipes } from './recipes.js';
import { Scene } from './scene.js';
import { addBackground, drawStars } from './stars.js';
import { decals, sdss, type Survey } from './survey.js';

export { parseSynthetic, type SyntheticSource };

interface Kind {
  survey: Survey;
  classNames: readonly string[];
  /** Galaxies of each class in the real set. */
  realCounts: readonly number[];
  /** How each class is painted. */
  recipes: readonly Recipe[];
  /** Median of the galaxy's radius over the side of the picture, and its scatter (natural logarithm). */
  radius: readonly [number, number];
  /** Standard deviation of the galaxy's centre over the side of the picture. */
  jitter: number;
}

const kinds: Record<SyntheticSource['kind'], Kind> = {
  galaxies: {
    survey: sdss,
    classNames: sdssClassNames,
    realCounts: sdssCounts,
    recipes: sdssRecipes,
    radius: [0.33, 0.18],
    jitter: 0.012,
  },
  decals: {
    survey: decals,
    classNames: decalsClassNames,
    realCounts: decalsCounts,
    recipes: decalsRecipes,
    radius: [0.25, 0.3],
    jitter: 0.01,
  },
};

/** The event loop gets a turn this often, milliseconds. */
const BREATH = 12;

/**
 * Makes the samples a `synthetic:` name asks for: [n, size, size, 3] bytes, sorted by class as the real files are.
 * `onProgress` hears the fraction done now and then.
 * @throws PlaygroundError `file-unsupported` for an unknown name, `data-mismatch` for a bad parameter.
 */
export async function makeSynthetic(src: string, onProgress?: (fraction: number) => void): Promise<RawSamples> {
  const { kind, n, seed, size } = parseSynthetic(src);
  const { survey, classNames, realCounts, recipes, radius, jitter } = kinds[kind];
  const counts = classCounts(realCounts, n);
  const values = new Uint8Array(n * size * size * 3);
  const labels = new Int32Array(n);
  const scene = new Scene(size);
  const patches = new Patches();
  const telescope = new Telescope(survey, size);
  const streams = new Random(seed);
  const breather = new Breather(BREATH);
  let index = 0;
  try {
    for (const [label, recipe] of recipes.entries()) {
      const ofClass = streams.fork();
      for (let k = counts[label] as number; k > 0; k--) {
        const random = ofClass.fork();
        const field = random.between(survey.field[0], survey.field[1]); // arcseconds
        const pixel = field / size;
        const middle = (size - 1) / 2;
        const at = {
          x: middle + jitter * size * random.normal(),
          y: middle + jitter * size * random.normal(),
          angle: random.between(0, Math.PI),
        };
        scene.clear();
        recipe({ scene, at, radius: radius[0] * size * Math.exp(clipped(random, 0, radius[1], -0.6, 0.5)), patches, random });
        const minutes = (field / 60) ** 2; // square arcminutes
        addBackground(scene, survey.background * minutes, pixel, random);
        const stars = drawStars(size, survey.stars * minutes, random);
        const exposure = { pixel, seeing: Math.exp(0.12 * random.normal()), depth: Math.exp(clipped(random, 0, 0.8, -2.2, 1.2)) };
        telescope.observe(scene, drawPopulations(random), stars, exposure, random, values, index * size * size * 3);
        labels[index++] = label;
        if (!breather.due) continue;
        onProgress?.(index / n);
        await breather.breathe();
      }
    }
  } finally {
    breather.close();
  }
  onProgress?.(1);
  const bands = knownBands([survey.size, survey.size, 3]);
  return { values, shape: [n, size, size, 3], labels, classNames, bands, source: src, synthetic: true };
}
