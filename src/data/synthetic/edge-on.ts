/** Discs from their edge: without a bulge, with a rounded one, or with a boxy one, which is a bar seen from the side. */
import { addDustLane, addEdgeOnDisc } from './disc.js';
import { clipped, type Field, surfaceBrightness } from './field.js';
import { addSersic } from './sersic.js';

type Bulge = 'none' | 'rounded' | 'boxy';

/** Paints an edge-on disc with the bulge asked for. */
export function paintEdgeOn(field: Field, bulge: Bulge): void {
  const { scene, at, radius, random } = field;
  const length = radius * random.between(0.28, 0.38);
  const thickness = clipped(random, bulge === 'none' ? 0.2 : 0.22, 0.05, 0.1, 0.34);
  const mu = clipped(random, bulge === 'none' ? 21.5 : 20.9, 0.5, 19.9, 22.7);
  const oldFraction = bulge === 'none' ? random.between(0.15, 0.6) : random.between(0.45, 0.85);
  addEdgeOnDisc(scene, at, {
    length,
    height: thickness * length,
    peak: surfaceBrightness(mu),
    warp: random.normal() * 0.04 * length,
    oldFraction,
  });
  if (bulge !== 'none') paintBulge(field, bulge, length, mu);
  if (random.uniform() < (bulge === 'none' ? 0.4 : 0.65)) {
    const height = Math.max(0.45, 0.32 * thickness * length);
    addDustLane(scene, at, { depth: random.between(0.8, 3), length: 2.4 * length, height, offset: random.normal() * 0.8 * height });
  }
}

function paintBulge({ scene, at, random }: Field, bulge: 'rounded' | 'boxy', length: number, mu: number): void {
  const shape =
    bulge === 'rounded'
      ? { n: random.between(1.6, 3.2), axisRatio: random.between(0.6, 0.95), re: length * random.between(0.28, 0.55), boxiness: 0 }
      : {
          n: random.between(0.7, 1.2),
          axisRatio: random.between(0.48, 0.7),
          re: length * random.between(0.6, 0.85),
          boxiness: random.between(1.5, 3.5),
        };
  const contrast = bulge === 'rounded' ? random.between(-0.3, 0.9) : random.between(-0.3, 0.5);
  addSersic(scene.old, scene.size, at, { ...shape, ie: surfaceBrightness(mu + contrast) });
}
