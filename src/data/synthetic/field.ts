/** What a recipe paints with: the scene, where the galaxy stands in it and how large it is, and its own random numbers. */
import type { Random } from '../random.js';
import type { Patches } from './patches.js';
import type { Placement, Scene } from './scene.js';

export interface Field {
  scene: Scene;
  at: Placement;
  /** Where the galaxy fades into the sky, pixels along its major axis. */
  radius: number;
  patches: Patches;
  random: Random;
}

/** Paints one galaxy of a class. */
export type Recipe = (field: Field) => void;

/** Surface brightness in nanomaggies per square arcsecond of `magnitudes` per square arcsecond. */
export const surfaceBrightness = (magnitudes: number): number => 10 ** (-0.4 * (magnitudes - 22.5));

/** A normal number cut to [low, high]. */
export const clipped = (random: Random, mean: number, deviation: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, mean + deviation * random.normal()));
