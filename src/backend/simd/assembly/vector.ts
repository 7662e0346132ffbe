/** Vectors of four float32 numbers, and the one instruction in which the two builds differ. */

/** Bytes of a float32 number, and of a vector of four. */
export const NUMBER: usize = 4;
export const VECTOR: usize = 16;

/**
 * sum + a · b. Relaxed SIMD rounds once where the processor has a fused multiply-add, and twice elsewhere; so results differ in the
 * last bits between machines, not between two runs of the same operations on one machine.
 */
@inline
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, sum) : f32x4.add(sum, f32x4.mul(a, b));
}

/** The sum of the four numbers. */
@inline
export function sumOf(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/**
 * Numbers below 10⁻³⁰ made zero; NaN stays. Processors take a hundred times longer over what lies below 10⁻³⁸, and there end the velocities
 * and means of weights that get no gradient any more, such as those of a ReLU that no sample wakes: multiplying by β never brings them to zero.
 */
@inline
export function settled(v: v128): v128 {
  return v128.andnot(v, f32x4.lt(f32x4.abs(v), f32x4.splat(NEARLY_ZERO)));
}

/** The same of one number. */
@inline
export function settledNumber(value: f32): f32 {
  return abs<f32>(value) < NEARLY_ZERO ? 0 : value;
}

const NEARLY_ZERO: f32 = 1e-30;
