/**
 * How each class is painted, in the order of the class lists. Neighbouring classes overlap on purpose: people who sorted
 * the real galaxies disagreed at the same borders (round or in-between, tight or medium, disc or elliptical).
 */
import { paintDisturbed, paintMerging } from './disturbed.js';
import { paintEdgeOn } from './edge-on.js';
import { paintFaceOn } from './face-on.js';
import { clipped, type Recipe } from './field.js';
import { paintSmooth } from './smooth.js';

/**
 * A smooth galaxy whose axis ratio scatters about `mean`. `size` is its radius over the survey's median: those that look
 * round are on average further away, those that look long are seen along the whole of their major axis.
 */
const smooth =
  (mean: number, deviation: number, low: number, high: number, size: number): Recipe =>
  (field) =>
    paintSmooth({ ...field, radius: size * field.radius }, clipped(field.random, mean, deviation, low, high));

/** A spiral whose pitch angle scatters about `mean` degrees. The looser the arms, the nearer and larger the galaxy in which they were seen. */
const spiral =
  (mean: number, deviation: number, size: number): Recipe =>
  (field) =>
    paintFaceOn(
      { ...field, radius: size * field.radius },
      { pitch: clipped(field.random, mean, deviation, 6, 48), bar: 0, inclination: 58 },
    );

const barred: Recipe = (field) =>
  paintFaceOn(field, { pitch: clipped(field.random, 20, 6, 9, 40), bar: field.random.between(0.8, 1.5), inclination: 52 });

const plainDisc: Recipe = (field) => paintFaceOn(field, { pitch: null, bar: 0, inclination: 62 });

export const sdssRecipes: readonly Recipe[] = [
  plainDisc,
  smooth(0.94, 0.035, 0.83, 1, 0.88),
  smooth(0.62, 0.08, 0.45, 0.84, 1),
  smooth(0.33, 0.055, 0.2, 0.47, 1.15),
  (field) => paintEdgeOn(field, 'rounded'),
  (field) => paintEdgeOn(field, 'boxy'),
  (field) => paintEdgeOn(field, 'none'),
  spiral(10, 2, 1),
  spiral(18.5, 3, 1.05),
  spiral(32, 5.5, 1.12),
];

export const decalsRecipes: readonly Recipe[] = [
  paintDisturbed,
  paintMerging,
  smooth(0.94, 0.035, 0.83, 1, 0.88),
  smooth(0.62, 0.08, 0.45, 0.84, 1),
  smooth(0.33, 0.055, 0.2, 0.47, 1.15),
  barred,
  spiral(12, 3, 1),
  spiral(27, 6, 1.1),
  (field) => paintEdgeOn(field, 'none'),
  (field) => paintEdgeOn(field, field.random.uniform() < 0.75 ? 'rounded' : 'boxy'),
];
