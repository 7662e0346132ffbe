/** Discs seen from above or at a slant: smooth ones, and spirals with or without a bar. */
import type { Random } from '../random.js';
import { axisRatioOf } from './disc.js';
import { clipped, type Field, surfaceBrightness } from './field.js';
import { addSersic } from './sersic.js';
import { addKnots, addSpiralDisc, type SpiralDisc } from './spiral.js';

const degree = Math.PI / 180;

interface FaceOn {
  /** Pitch angle of the arms, degrees; null for a disc without arms. */
  pitch: number | null;
  /** Half-length of the bar in disc scale lengths; 0 for none. */
  bar: number;
  /** Largest inclination, degrees. */
  inclination: number;
}

/** Paints a disc with its bulge, and arms, bar and star-forming knots where asked for. */
export function paintFaceOn(field: Field, wanted: FaceOn): void {
  const { scene, at, random, patches } = field;
  patches.reseed(random);
  const openness = opennessOf(wanted.pitch, random);
  const { disc, mu, bulgeRadius } = drawDisc(field, wanted, openness);
  addSpiralDisc(scene, at, disc, patches);
  addSersic(scene.old, scene.size, at, {
    re: bulgeRadius,
    n: random.between(1.2, 3.2),
    axisRatio: Math.min(1, disc.axisRatio + 0.4 * (1 - disc.axisRatio)), // rounder than the disc it sits in
    ie: surfaceBrightness(mu + clipped(random, 0.1 + 1.1 * openness, 0.4, -0.8, 2.2)),
  });
  if (wanted.bar > 0) paintBar(field, disc, wanted.bar * disc.length, mu);
  if (wanted.pitch === null) return;
  const count = random.integer(16 + Math.round(50 * openness));
  addKnots(scene, at, disc, { count, peak: 2 * disc.peak, sigma: Math.max(0.4, 0.02 * field.radius) }, random);
}

/** How open the arms are, 0 to 1: looser spirals have smaller bulges and younger discs (Hubble's sequence). */
const opennessOf = (pitch: number | null, random: Random): number =>
  pitch === null ? random.between(0, 0.5) : Math.min(1, Math.max(0, (pitch - 8) / 26));

/** Draws the disc, its central brightness in magnitudes per square arcsecond, and the radius of its bulge in pixels. */
function drawDisc(
  { radius, random }: Field,
  { pitch, bar, inclination }: FaceOn,
  openness: number,
): { disc: SpiralDisc; mu: number; bulgeRadius: number } {
  const spiral = pitch !== null;
  // Discs lie at random in space: cos i is uniform.
  const tilt = Math.acos(random.between(Math.cos(inclination * degree), 1));
  const length = radius * random.between(0.26, 0.35);
  // Freeman's law: discs of very different size have much the same central brightness.
  const mu = clipped(random, spiral ? 21.2 : 20.9, 0.35, 20.3, 22.3);
  const arms = spiral ? drawArms(random.uniform(), pitch * degree) : 2;
  const bulgeRadius = length * clipped(random, 0.42 - 0.22 * openness, 0.1, 0.1, 0.7);
  const disc: SpiralDisc = {
    length,
    peak: surfaceBrightness(mu),
    axisRatio: axisRatioOf(tilt, 0.18),
    pitch: (pitch ?? 20) * degree,
    arms,
    handedness: random.uniform() < 0.5 ? 1 : -1,
    contrast: spiral ? clipped(random, 0.68 + 0.14 * openness, 0.13, 0.3, 0.95) : random.between(0, 0.06),
    sharpness: random.between(0.9, 2.6),
    flocculence: spiral ? random.between(0.15, 0.6) : random.between(0, 0.16),
    wander: spiral ? random.between(0.3, 1.1) : 0,
    inner: Math.max(1.2, bar > 0 ? bar * length : 1.1 * bulgeRadius),
    start: random.between(0, 2 * Math.PI),
    dust: spiral ? random.between(0, 0.5) * (random.uniform() < 0.7 ? 1 : 0) : 0,
    oldFraction: clipped(random, spiral ? 0.58 - 0.3 * openness : 0.8, 0.12, 0.1, 1),
  };
  return { disc, mu, bulgeRadius };
}

/** A box of old stars whose ends are where the arms begin. */
function paintBar({ scene, at, random }: Field, disc: SpiralDisc, barLength: number, mu: number): void {
  // The bar lies at azimuth `start` in the disc's plane; the tilt of the disc turns and shortens what is seen of it.
  const u = Math.cos(disc.start);
  const v = Math.sin(disc.start) * disc.axisRatio * disc.handedness;
  const angle = at.angle + Math.atan2(v, u);
  const seen = barLength * Math.hypot(u, v);
  addSersic(
    scene.old,
    scene.size,
    { ...at, angle },
    {
      re: 0.6 * seen,
      n: random.between(0.5, 0.75),
      axisRatio: random.between(0.22, 0.4),
      ie: surfaceBrightness(mu + random.between(-0.1, 0.6)),
      boxiness: random.between(0.4, 1.5),
    },
  );
}

/** Two arms are the most common; flocculent discs have four or five, unless they wind so tightly that arms would touch. */
function drawArms(chance: number, pitch: number): number {
  const arms = chance < 0.6 ? 2 : chance < 0.8 ? 3 : chance < 0.95 ? 4 : 5;
  const roomFor = Math.floor((2 * Math.PI * Math.tan(pitch)) / 0.36);
  return Math.max(2, Math.min(arms, roomFor));
}
