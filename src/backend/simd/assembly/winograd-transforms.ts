/**
 * Winograd's convolution F(4 × 4, 3 × 3): four by four outputs from six by six pixels with 36 products instead of 144 (Lavin & Gray 2016,
 * arXiv:1509.09308). Pixels and filters become values of polynomials at six points, products there are products of polynomials.
 *
 * The points are 0, ±√½, ±√2 and ∞: what they are multiplied by stays near 1, which keeps more digits than the usual 0, ±1, ±2.
 * Each transform works along one axis on four channels at a time; `step` and `toStep` are in bytes.
 */
import { multiplyAdd, VECTOR } from './vector';

/** The two positive points, p² = ½ and q² = 2, and their cubes. */
const P: f32 = 0.70710678118654752;
const Q: f32 = 1.41421356237309505;
const P3: f32 = 0.35355339059327376;
const Q3: f32 = 2.82842712474619010;
/** One over the product of a point's distances from the other points: for ±p and ±q. */
const AT_P: f32 = -0.66666666666666667;
const AT_Q: f32 = 0.16666666666666667;

/** Side of a tile of the output, of the pixels it sees, and of the filter. */
export const OUT: usize = 4;
export const IN: usize = 6;
/** Products a tile needs for each pair of channels. */
export const POINTS: usize = 36;
/** Bytes in which a transform along one axis waits for that along the other. */
export const HALFWAY: usize = POINTS * VECTOR;

/** What a polynomial is at ±p and ±q, the second to fifth of the points, from its even and odd parts there. */
@inline
function storeAtPairs(to: usize, toStep: usize, evenP: v128, oddP: v128, evenQ: v128, oddQ: v128): void {
  v128.store(to + toStep, f32x4.add(evenP, oddP));
  v128.store(to + 2 * toStep, f32x4.sub(evenP, oddP));
  v128.store(to + 3 * toStep, f32x4.add(evenQ, oddQ));
  v128.store(to + 4 * toStep, f32x4.sub(evenQ, oddQ));
}

/** Bᵀ: six pixels to six points. */
@inline
export function pixelsToPoints(from: usize, step: usize, to: usize, toStep: usize): void {
  const d0 = v128.load(from), d1 = v128.load(from + step), d2 = v128.load(from + 2 * step);
  const d3 = v128.load(from + 3 * step), d4 = v128.load(from + 4 * step), d5 = v128.load(from + 5 * step);
  const middle = f32x4.splat(-2.5);
  const evenP = multiplyAdd(f32x4.splat(-2), d2, d4), oddP = multiplyAdd(f32x4.splat(-Q), d1, f32x4.mul(f32x4.splat(P), d3));
  const evenQ = multiplyAdd(f32x4.splat(-0.5), d2, d4), oddQ = multiplyAdd(f32x4.splat(-P), d1, f32x4.mul(f32x4.splat(Q), d3));
  v128.store(to, multiplyAdd(middle, d2, f32x4.add(d0, d4)));
  storeAtPairs(to, toStep, evenP, oddP, evenQ, oddQ);
  v128.store(to + 5 * toStep, multiplyAdd(middle, d3, f32x4.add(d1, d5)));
}

/** Aᵀ: six points to four outputs. */
@inline
export function pointsToOutputs(from: usize, step: usize, to: usize, toStep: usize): void {
  const m1 = v128.load(from + step), m2 = v128.load(from + 2 * step), m3 = v128.load(from + 3 * step), m4 = v128.load(from + 4 * step);
  const evenP = f32x4.add(m1, m2), oddP = f32x4.sub(m1, m2), evenQ = f32x4.add(m3, m4), oddQ = f32x4.sub(m3, m4);
  v128.store(to, f32x4.add(v128.load(from), f32x4.add(evenP, evenQ)));
  v128.store(to + toStep, multiplyAdd(f32x4.splat(P), oddP, f32x4.mul(f32x4.splat(Q), oddQ)));
  v128.store(to + 2 * toStep, multiplyAdd(f32x4.splat(0.5), evenP, f32x4.add(evenQ, evenQ)));
  v128.store(to + 3 * toStep, multiplyAdd(f32x4.splat(P3), oddP, multiplyAdd(f32x4.splat(Q3), oddQ, v128.load(from + 5 * step))));
}

/** A: the gradients of four outputs to six points. */
@inline
export function outputsToPoints(from: usize, step: usize, to: usize, toStep: usize): void {
  const y0 = v128.load(from), y1 = v128.load(from + step), y2 = v128.load(from + 2 * step), y3 = v128.load(from + 3 * step);
  const evenP = multiplyAdd(f32x4.splat(0.5), y2, y0), oddP = multiplyAdd(f32x4.splat(P), y1, f32x4.mul(f32x4.splat(P3), y3));
  const evenQ = multiplyAdd(f32x4.splat(2), y2, y0), oddQ = multiplyAdd(f32x4.splat(Q), y1, f32x4.mul(f32x4.splat(Q3), y3));
  v128.store(to, y0);
  storeAtPairs(to, toStep, evenP, oddP, evenQ, oddQ);
  v128.store(to + 5 * toStep, y3);
}

/** G: three weights to six points. */
@inline
export function weightsToPoints(from: usize, step: usize, to: usize, toStep: usize): void {
  const g0 = v128.load(from), g1 = v128.load(from + step), g2 = v128.load(from + 2 * step);
  const evenP = f32x4.mul(f32x4.splat(AT_P), multiplyAdd(f32x4.splat(0.5), g2, g0)), oddP = f32x4.mul(f32x4.splat(AT_P * P), g1);
  const evenQ = f32x4.mul(f32x4.splat(AT_Q), multiplyAdd(f32x4.splat(2), g2, g0)), oddQ = f32x4.mul(f32x4.splat(AT_Q * Q), g1);
  v128.store(to, g0);
  storeAtPairs(to, toStep, evenP, oddP, evenQ, oddQ);
  v128.store(to + 5 * toStep, g2);
}

/** Gᵀ: six points to the gradients of three weights. */
@inline
export function pointsToWeights(from: usize, step: usize, to: usize, toStep: usize): void {
  const u1 = v128.load(from + step), u2 = v128.load(from + 2 * step), u3 = v128.load(from + 3 * step), u4 = v128.load(from + 4 * step);
  const evenP = f32x4.mul(f32x4.splat(AT_P), f32x4.add(u1, u2)), evenQ = f32x4.mul(f32x4.splat(AT_Q), f32x4.add(u3, u4));
  v128.store(to, f32x4.add(v128.load(from), f32x4.add(evenP, evenQ)));
  v128.store(to + toStep, multiplyAdd(f32x4.splat(AT_P * P), f32x4.sub(u1, u2), f32x4.mul(f32x4.splat(AT_Q * Q), f32x4.sub(u3, u4))));
  v128.store(to + 2 * toStep, multiplyAdd(f32x4.splat(0.5), evenP, multiplyAdd(f32x4.splat(2), evenQ, v128.load(from + 5 * step))));
}
