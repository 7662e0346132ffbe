/** Photon noise: light is counted in electrons, and counts scatter as Poisson's law says. */
import type { Random } from '../random.js';

/** Above this mean the Poisson law is drawn as a normal one of the same mean and variance. */
const normalAbove = 40;
const quantileCount = 4096;

// Acklam's coefficients for the middle of the normal law and for its tails, highest power first.
const middleNumerator = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
];
const middleDenominator = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
const tailNumerator = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783,
];
const tailDenominator = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];

const polynomial = (x: number, coefficients: readonly number[]): number => coefficients.reduce((sum, c) => sum * x + c, 0);

/** Normal numbers by table: 4,096 equally likely values with variance 1, two from 32 random bits. */
const normals = normalTable();

/** A Poisson number of mean `mean`. */
export function poisson(mean: number, random: Random): number {
  if (mean <= 0) return 0;
  if (mean > normalAbove) return Math.max(0, Math.round(mean + Math.sqrt(mean) * (normals[random.bits() >>> 20] as number)));
  // Knuth: multiply uniform numbers until the product falls below e^−mean.
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random.uniform(); product > floor; product *= random.uniform()) count++;
  return count;
}

/**
 * Exposes a plane of light [pixels]: adds the sky, counts electrons, takes the mean sky away again. In place.
 * `light` and `sky` in any unit, `gain` in electrons for one of it.
 */
export function addPhotonNoise(light: Float32Array, sky: number, gain: number, random: Random): void {
  const perUnit = 1 / gain;
  if (sky * gain <= normalAbove) {
    for (let i = 0; i < light.length; i++) light[i] = poisson((Math.max(0, light[i] as number) + sky) * gain, random) * perUnit - sky;
    return;
  }
  // Every mean is large: two normal numbers of each draw of bits, nothing else in the loop.
  const pairs = light.length & ~1;
  for (let i = 0; i < pairs; i += 2) {
    const bits = random.bits();
    const first = light[i] as number;
    const second = light[i + 1] as number;
    light[i] = first + Math.sqrt((first + sky) * perUnit) * (normals[bits >>> 20] as number);
    light[i + 1] = second + Math.sqrt((second + sky) * perUnit) * (normals[bits & (quantileCount - 1)] as number);
  }
  if (pairs < light.length) {
    const last = light[pairs] as number;
    light[pairs] = last + Math.sqrt((last + sky) * perUnit) * (normals[random.bits() >>> 20] as number);
  }
}

/** Quantiles of the standard normal law at the middles of equal steps of probability, scaled to variance 1. */
function normalTable(): Float32Array {
  const quantiles = Float64Array.from({ length: quantileCount }, (_, i) => normalQuantile((i + 0.5) / quantileCount));
  const variance = quantiles.reduce((sum, z) => sum + z * z, 0) / quantileCount;
  return Float32Array.from(quantiles, (z) => z / Math.sqrt(variance));
}

/** The number below which a standard normal falls with probability p (Acklam's rational approximation, relative error 1e-9). */
export function normalQuantile(p: number): number {
  const tail = 0.02425;
  if (p < tail) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(q, tailNumerator) / (polynomial(q, tailDenominator) * q + 1);
  }
  if (p > 1 - tail) return -normalQuantile(1 - p);
  const q = p - 0.5;
  return (polynomial(q * q, middleNumerator) * q) / (polynomial(q * q, middleDenominator) * q * q + 1);
}
