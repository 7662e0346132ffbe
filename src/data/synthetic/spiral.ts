/**
 * Face-on discs with spiral arms. Arms are logarithmic spirals, r = r₀ exp(θ tan p): they cross every circle at the same
 * pitch angle p, about 5–15° in tight spirals and 25–40° in loose ones (Kennicutt 1981, AJ 86, 1847).
 */
import type { Random } from '../random.js';
import type { Patches } from './patches.js';
import { addBlob, boundsOf, type Placement, type Scene } from './scene.js';

/** Phase of a spiral with `arms` arms at azimuth θ and ln r, radians: arms are where it is a multiple of 2π. `winding` is 1 / tan p. */
export function armPhase(theta: number, logRadius: number, arms: number, winding: number): number {
  return arms * (theta - winding * logRadius);
}

export interface SpiralDisc {
  /** Scale length, pixels. */
  length: number;
  /** Central surface brightness, seen face-on. */
  peak: number;
  axisRatio: number;
  /** Pitch angle, radians. */
  pitch: number;
  /** Number of arms; they turn the other way where `handedness` is −1. */
  arms: number;
  handedness: 1 | -1;
  /** How much of the disc's light is gathered in the arms, 0 to 1. */
  contrast: number;
  /** Concentration of the arm's cross-section (von Mises κ): larger is thinner. */
  sharpness: number;
  /** Strength of the multiplicative noise that breaks arms into patches; 0 is smooth. */
  flocculence: number;
  /** How far arms stray from their curve, radians of phase. */
  wander: number;
  /** Radius where the arms begin, pixels: the end of the bar, or the edge of the bulge. */
  inner: number;
  /** Azimuth at which the first arm begins there, radians from the major axis. */
  start: number;
  /** Optical depth of the dust on the inner edge of the arms. */
  dust: number;
  /** Fraction of old stars in the middle; it falls outwards. */
  oldFraction: number;
}

const phases = 256;
const armTable = new Float64Array(phases + 1);
const dustTable = new Float64Array(phases + 1);
const perScale = 48;
const scales = 6;
const discTable = Float64Array.from({ length: scales * perScale + 2 }, (_, i) => Math.exp(-i / perScale));

/** Adds the disc and its arms. `patches` gives the flocculence. */
export function addSpiralDisc(scene: Scene, at: Placement, disc: SpiralDisc, patches: Patches): void {
  const { size, old, young, dust } = scene;
  const { length, peak, axisRatio, arms, contrast, flocculence, wander, inner } = disc;
  fillArmTables(disc.sharpness);
  const cos = Math.cos(at.angle);
  const sin = Math.sin(at.angle);
  const limit = scales * length;
  const winding = 1 / Math.tan(disc.pitch);
  const logInner = Math.log(inner);
  const perAngle = 32 / (2 * Math.PI); // one turn of the lattice a turn of the disc
  const perLength = 0.8 / length;
  const broken = flocculence > 0;
  const fine = broken && length > 9; // below that the seeing hides it
  if (disc.dust > 0) scene.dusty = true;
  const { left, right, top, bottom } = boundsOf(size, at.x, at.y, limit);
  for (let row = top; row < bottom; row++) {
    const dy = row - at.y;
    for (let column = left; column < right; column++) {
      const dx = column - at.x;
      const u = dx * cos + dy * sin;
      const v = ((dy * cos - dx * sin) / axisRatio) * disc.handedness;
      const r = Math.sqrt(u * u + v * v) + 0.05;
      if (r >= limit) continue;
      const scaled = r / length;
      const node = scaled * perScale;
      const below = node | 0;
      const falloff = discTable[below] as number;
      const light = peak * (falloff + ((discTable[below + 1] as number) - falloff) * (node - below));
      const theta = azimuth(v, u);
      const logRadius = Math.log(r) - logInner;
      // Patches are stretched along the arms, as shear stretches them.
      const sheared = (theta - 0.6 * winding * logRadius) * perAngle;
      let patch = broken ? patches.at(sheared, 9 * logRadius + 100) : 0;
      if (fine) patch += 0.6 * patches.at(2 * sheared + 11, 21 * logRadius + 100);
      // A field of the disc's own size makes arms stray from their curve, and stronger here than there.
      const stray = wander > 0 ? patches.at(u * perLength + 40, v * perLength + 20) : 0;
      let turn = (armPhase(theta - disc.start, logRadius, arms, winding) + wander * stray) / (2 * Math.PI);
      turn = (turn - Math.floor(turn)) * phases;
      const arm = armTable[turn | 0] as number;
      const strength = Math.min(1, contrast * (1 + 0.2 * stray)) * ramp((r - 0.55 * inner) / (0.6 * inner)) * ramp((5.5 - scaled) / 2);
      const modulation = 1 - strength + strength * arm;
      const oldShare = disc.oldFraction * Math.max(0.15, 1 - 0.22 * scaled);
      const pixel = row * size + column;
      old[pixel] = (old[pixel] as number) + light * oldShare * (0.55 + 0.45 * modulation);
      const mottled = flocculence > 0 ? Math.max(0.1, 1 + flocculence * patch) : 1;
      young[pixel] = (young[pixel] as number) + light * (1 - oldShare) * modulation * mottled;
      if (disc.dust > 0)
        dust[pixel] = (dust[pixel] as number) + disc.dust * strength * (dustTable[turn | 0] as number) * (0.25 + 2.5 * falloff);
    }
  }
}

interface Knots {
  count: number;
  /** Peak surface brightness of the brightest. */
  peak: number;
  /** Standard deviation of a knot, pixels. */
  sigma: number;
}

/** Adds star-forming regions at random places along the arms. */
export function addKnots(scene: Scene, at: Placement, disc: SpiralDisc, { count, peak, sigma }: Knots, random: Random): void {
  const cos = Math.cos(at.angle);
  const sin = Math.sin(at.angle);
  for (let k = 0; k < count; k++) {
    const r = disc.inner + disc.length * (0.2 + 2.8 * Math.sqrt(random.uniform() * random.uniform()));
    const arm = random.integer(disc.arms);
    const scatter = random.normal() * (0.35 + 0.5 * disc.wander);
    const theta = disc.start + Math.log(r / disc.inner) / Math.tan(disc.pitch) + (2 * Math.PI * arm + scatter) / disc.arms;
    const u = r * Math.cos(theta);
    const v = r * Math.sin(theta) * disc.axisRatio * disc.handedness;
    const brightness = peak * random.uniform() ** 2 * Math.exp(-r / (2.2 * disc.length));
    const width = sigma * random.between(0.7, 1.4);
    const x = at.x + u * cos - v * sin;
    const y = at.y + u * sin + v * cos;
    addBlob(scene.young, scene.size, x, y, 1.5 * width, 0.5 * brightness);
    addBlob(scene.nebular, scene.size, x, y, width, brightness);
  }
}

/** Cross-section of an arm against phase, with mean 1, and of the dust on its inner edge. */
function fillArmTables(sharpness: number): void {
  let mean = 0;
  for (let i = 0; i < phases; i++) {
    const phase = (2 * Math.PI * (i + 0.5)) / phases;
    const arm = Math.exp(sharpness * (Math.cos(phase) - 1));
    armTable[i] = arm;
    mean += arm / phases;
    // Phase falls outwards, so the concave side lies at positive phase.
    dustTable[i] = Math.exp(2.2 * sharpness * (Math.cos(phase - 0.9) - 1));
  }
  for (let i = 0; i < phases; i++) armTable[i] = (armTable[i] as number) / mean;
  armTable[phases] = armTable[0] as number;
  dustTable[phases] = dustTable[0] as number;
}

/** Math.atan2 to within 2e-4 radians, a hundredth of a pixel at the edge of a frame, in a fifth of its time. */
function azimuth(y: number, x: number): number {
  const across = Math.abs(y);
  const along = Math.abs(x);
  const t = Math.min(across, along) / (Math.max(across, along) + 1e-12);
  const s = t * t;
  let angle = ((-0.0464964749 * s + 0.15931422) * s - 0.327622764) * s * t + t;
  if (across > along) angle = Math.PI / 2 - angle;
  if (x < 0) angle = Math.PI - angle;
  return y < 0 ? -angle : angle;
}

/** 0 below 0, 1 above 1, smooth between. */
const ramp = (t: number): number => (t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t));
