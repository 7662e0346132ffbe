/** Class numbers as target vectors. */

/** What a target is where the class is not, and where it is. */
type TargetValues = readonly [number, number];
export const oneHot: TargetValues = [0, 1];

/**
 * Writes one row a label: `on` at the class, `off` elsewhere.
 * @param out receives [labels.length, classes]
 */
export function writeTargets(labels: Int32Array, classes: number, [off, on]: TargetValues, out: Float32Array): void {
  out.fill(off);
  for (let row = 0; row < labels.length; row++) out[row * classes + (labels[row] as number)] = on;
}
