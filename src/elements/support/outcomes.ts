/** What the network said of each sample of a split, and whether it was right: the numbers behind matrices and galleries. */
import type { SplitPredictions } from '../../contract/evaluation.js';

export interface Outcomes {
  classes: number;
  /** Sample indices, n of them, as in the predictions. */
  indices: Int32Array;
  /** True labels. */
  labels: Int32Array;
  /** The most probable class of each. */
  first: Int32Array;
  /** The second most probable; −1 for networks with one output. */
  second: Int32Array;
  /** How far the first choice is ahead of the second, in probability. */
  margin: Float32Array;
  /** Row-major [n, classes]. */
  probabilities: Float32Array;
}

/** Ranks the classes of every sample. Of equal probabilities the lower class number counts as the greater. */
export function rank({ indices, labels, probabilities, classes }: SplitPredictions): Outcomes {
  const n = indices.length;
  const first = new Int32Array(n);
  const second = new Int32Array(n).fill(-1);
  const margin = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    let best = Number.NEGATIVE_INFINITY;
    let next = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) {
      const p = probabilities[i * classes + c] as number;
      if (p > best) {
        next = best;
        second[i] = c > 0 ? (first[i] as number) : -1;
        best = p;
        first[i] = c;
      } else if (p > next) {
        next = p;
        second[i] = c;
      }
    }
    margin[i] = next === Number.NEGATIVE_INFINITY ? best : best - next;
  }
  return { classes, indices, labels, first, second, margin, probabilities };
}

/** How many samples of each true class (row) were taken for each class (column). */
export function confusion({ classes, labels, first }: Outcomes): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  labels.forEach((truth, i) => {
    const row = counts[truth];
    const column = first[i];
    if (row && column !== undefined) row[column] = (row[column] ?? 0) + 1;
  });
  return counts;
}

/** Of the wrongly classified, the fraction whose second choice is right; NaN where none is wrong. */
export function secondChoice(outcomes: Outcomes): number {
  const wrong = positions(outcomes, (i) => outcomes.first[i] !== outcomes.labels[i]);
  return wrong.filter((i) => outcomes.second[i] === outcomes.labels[i]).length / wrong.length;
}

/** Positions (0 to n − 1, not sample indices) that a condition holds for. */
export function positions({ labels }: Outcomes, holds: (position: number) => boolean): number[] {
  const found: number[] = [];
  for (let i = 0; i < labels.length; i++) if (holds(i)) found.push(i);
  return found;
}

/** The probability of a class for the sample at a position; 0 for no class. */
export function probability({ probabilities, classes }: Outcomes, position: number, label: number): number {
  return label < 0 ? 0 : (probabilities[position * classes + label] ?? 0);
}
