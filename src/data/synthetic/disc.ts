/** Discs of stars: how a tilted one is foreshortened, and what one looks like from its edge. */
import { boundsOf, type Placement, type Scene } from './scene.js';

/** Apparent axis ratio of a disc of intrinsic thickness `thickness` seen at `inclination` radians: q² = cos²i + q0² sin²i (Hubble 1926). */
export function axisRatioOf(inclination: number, thickness: number): number {
  return Math.sqrt(Math.cos(inclination) ** 2 + (thickness * Math.sin(inclination)) ** 2);
}

/** Coefficients lowest power first. */
const polynomial = (x: number, coefficients: readonly number[]): number => coefficients.reduceRight((sum, c) => sum * x + c, 0);

/** Modified Bessel function K₁ for x > 0 (Abramowitz & Stegun 9.8.7 and 9.8.8, relative error under 1e-6). */
export function besselK1(x: number): number {
  if (x <= 2) {
    const y = (x * x) / 4;
    const t = (x / 3.75) ** 2;
    const i1 = x * polynomial(t, [0.5, 0.87890594, 0.51498869, 0.15084934, 0.02658733, 0.00301532, 0.00032411]);
    return Math.log(x / 2) * i1 + polynomial(y, [1, 0.15443144, -0.67278579, -0.18156897, -0.01919402, -0.00110404, -0.00004686]) / x;
  }
  const y = 2 / x;
  return (
    (Math.exp(-x) / Math.sqrt(x)) * polynomial(y, [1.25331414, 0.23498619, -0.0365562, 0.01504268, -0.00780353, 0.00325614, -0.00068245])
  );
}

interface EdgeOnDisc {
  /** Scale length h along the disc, pixels. */
  length: number;
  /** Scale height z₀ of the sech², pixels. */
  height: number;
  /** Surface brightness of the centre. */
  peak: number;
  /** Bend of the outer disc like an integral sign: offset at three scale lengths, pixels. */
  warp: number;
  /** How much of the light is old stars, 0 to 1; the rest is young and lies closer to the plane. */
  oldFraction: number;
}

/** Samples of the height profile a pixel. */
const samplesPerPixel = 4;
/** The profile along any disc, x K₁(x) with x = R/h: samples a scale length, and how many lengths it reaches. */
const samplesPerLength = 64;
const profileReach = 7;
const alongDisc = Float64Array.from({ length: profileReach * samplesPerLength + 2 }, (_, i) =>
  i === 0 ? 1 : (i / samplesPerLength) * besselK1(i / samplesPerLength),
);

/**
 * An exponential disc whose height follows sech²(z/z₀), seen exactly from its edge: I(R, z) = I₀ (R/h) K₁(R/h) sech²(z/z₀)
 * (van der Kruit & Searle 1981, A&A 95, 105). The height is averaged over each pixel, since discs are often thinner than one.
 */
export function addEdgeOnDisc(scene: Scene, at: Placement, disc: EdgeOnDisc): void {
  const { size } = scene;
  const reach = Math.min(profileReach * disc.length, 1.5 * size);
  const perLength = samplesPerLength / disc.length;
  const oldHeight = heightProfile(disc.height, disc.height);
  const youngHeight = heightProfile(0.55 * disc.height, disc.height);
  const old = disc.peak * disc.oldFraction;
  // Thinner layers of the same light are brighter in their plane.
  const young = (disc.peak * (1 - disc.oldFraction)) / 0.55;
  const bend = disc.warp / 27 / disc.length ** 3;
  const cos = Math.cos(at.angle);
  const sin = Math.sin(at.angle);
  const { left, right, top, bottom } = boundsOf(size, at.x, at.y, reach);
  for (let row = top; row < bottom; row++) {
    const dy = row - at.y;
    for (let column = left; column < right; column++) {
      const dx = column - at.x;
      const u = dx * cos + dy * sin;
      const v = dy * cos - dx * sin - bend * u * u * u;
      const distance = Math.abs(u) * perLength;
      const height = Math.abs(v) * samplesPerPixel;
      if (distance >= alongDisc.length - 1 || height >= oldHeight.length - 1) continue;
      const light = lookUp(alongDisc, distance);
      const pixel = row * size + column;
      scene.old[pixel] = (scene.old[pixel] as number) + old * light * lookUp(oldHeight, height);
      scene.young[pixel] = (scene.young[pixel] as number) + young * light * lookUp(youngHeight, height);
    }
  }
}

interface DustLane {
  /** Optical depth in r at the centre. */
  depth: number;
  /** How far it reaches along the disc (e-folding), pixels. */
  length: number;
  /** Standard deviation across, pixels. */
  height: number;
  /** Distance from the middle plane, pixels: a disc not quite edge-on shows its near side. */
  offset: number;
}

/** The dark band across the middle of an edge-on disc. */
export function addDustLane(scene: Scene, at: Placement, { depth, length, height, offset }: DustLane): void {
  scene.dusty = true;
  const cos = Math.cos(at.angle);
  const sin = Math.sin(at.angle);
  const { left, right, top, bottom } = boundsOf(scene.size, at.x, at.y, 4 * length);
  for (let row = top; row < bottom; row++) {
    const dy = row - at.y;
    for (let column = left; column < right; column++) {
      const dx = column - at.x;
      const v = (dy * cos - dx * sin - offset) / height;
      if (v * v > 12) continue;
      const u = Math.abs(dx * cos + dy * sin);
      const pixel = row * scene.size + column;
      scene.dust[pixel] = (scene.dust[pixel] as number) + depth * Math.exp(-u / length - 0.5 * v * v);
    }
  }
}

/** sech²(z/z₀) averaged over one pixel, whose integral is z₀ tanh(z/z₀), out to where a layer of height `tallest` ends. */
function heightProfile(z0: number, tallest: number): Float64Array {
  return Float64Array.from({ length: Math.ceil((6 * tallest + 2) * samplesPerPixel) + 2 }, (_, i) => {
    const z = i / samplesPerPixel;
    return z0 * (Math.tanh((z + 0.5) / z0) - Math.tanh((z - 0.5) / z0));
  });
}

function lookUp(values: Float64Array, at: number): number {
  const i = at | 0;
  const low = values[i] as number;
  return low + ((values[i + 1] as number) - low) * (at - i);
}
