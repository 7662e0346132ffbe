/** Galaxies without structure: ellipticals and lenticulars, old stars on ellipses. */
import { clipped, type Field, surfaceBrightness } from './field.js';
import { addSersic } from './sersic.js';

/** Paints a smooth galaxy of this apparent axis ratio; some have a faint exponential envelope, as lenticulars do. */
export function paintSmooth({ scene, at, radius, random }: Field, axisRatio: number): void {
  const n = clipped(random, 3.4, 0.9, 1.6, 5.5);
  const re = (radius * random.between(0.25, 0.38)) / (1 + 0.08 * (4 - n));
  const mu = clipped(random, 22.2, 0.42, 21, 23.4);
  addSersic(scene.old, scene.size, at, { re, n, axisRatio, ie: surfaceBrightness(mu) });
  if (random.uniform() < 0.4) {
    // A faint envelope of younger stars: the colour gradient outwards.
    const envelope = {
      re: 1.6 * re,
      n: 1,
      axisRatio: Math.min(1, axisRatio * random.between(0.95, 1.15)),
      ie: 0.4 * surfaceBrightness(mu + 0.8),
    };
    addSersic(scene.young, scene.size, at, envelope);
  }
}
