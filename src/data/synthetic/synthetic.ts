/**
 * Galaxies made in the page from physics and a seed, in the layout of the two Galaxy10 sets. Nothing is downloaded, and the
 * same name always gives the same pictures. Galaxy k of a class depends on the seed, the size, the class and k alone.
 */
import { Breath } from '../breath.js';
import { decalsClassNames, knownBands, sdssClassNames } from '../galaxy10.js';
import { Random } from '../random.js';
import type { RawSamples } from '../samples.js';
import { classCounts, decalsCounts, sdssCounts } from './class-counts.js';
import type { Recipe } from './field.js';
import { decalsRecipes, sdssRecipes } from './recipes.js';
import { parseSynthetic, type SyntheticSource } from './source.js';
import { type Framing, Studio } from './studio.js';
import { decals, sdss, type Survey } from './survey.js';

interface Kind {
  survey: Survey;
  framing: Framing;
  classNames: readonly string[];
  /** Galaxies of each class in the real set. */
  realCounts: readonly number[];
  /** How each class is painted. */
  recipes: readonly Recipe[];
}

const kinds: Record<SyntheticSource['kind'], Kind> = {
  galaxies: {
    survey: sdss,
    framing: { radius: [0.33, 0.14], jitter: 0.012 },
    classNames: sdssClassNames,
    realCounts: sdssCounts,
    recipes: sdssRecipes,
  },
  decals: {
    survey: decals,
    framing: { radius: [0.25, 0.3], jitter: 0.01 },
    classNames: decalsClassNames,
    realCounts: decalsCounts,
    recipes: decalsRecipes,
  },
};

/** Milliseconds of work after which messages have their turn. */
const slice = 12;

/**
 * Makes the samples a `synthetic:` name asks for: [n, size, size, 3] bytes, sorted by class as the real files are.
 * `onProgress` hears the fraction done now and then, and 1 at the end; what it throws ends the making.
 * @throws PlaygroundError `file-unsupported` for an unknown name, `data-mismatch` for a bad parameter.
 */
export async function makeSynthetic(src: string, onProgress?: (fraction: number) => void): Promise<RawSamples> {
  const { kind, n, seed, size } = parseSynthetic(src);
  const { survey, framing, classNames, realCounts, recipes } = kinds[kind];
  const values = new Uint8Array(n * size * size * 3);
  const labels = new Int32Array(n);
  const counts = classCounts(realCounts, n);
  const studio = new Studio(survey, framing, size);
  const streams = new Random(seed);
  const breath = new Breath(slice);
  let made = 0;
  for (const [label, recipe] of recipes.entries()) {
    const ofClass = streams.fork();
    const end = made + (counts[label] ?? 0);
    labels.fill(label, made, end);
    while (made < end) {
      studio.take(recipe, ofClass.fork(), values, made * size * size * 3);
      made++;
      if (!breath.due) continue;
      onProgress?.(made / n);
      await breath.take();
    }
  }
  onProgress?.(1);
  // Named as Galaxy10's documentation names the channels of its pictures, although they hold the reddest light first.
  const bands = knownBands([survey.size, survey.size, 3]);
  return { values, shape: [n, size, size, 3], labels, classNames, bands, source: src, synthetic: true };
}
