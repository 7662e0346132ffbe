/** How good answers are, from probabilities and truth alone: plain arithmetic, no tensors. */
import type { ClassReport, Evaluation } from '../../contract/evaluation.js';

/** Position of the largest of `count` values from `start` on, counted from `start`; the first where several are equal. */
export function largest(values: ArrayLike<number>, start: number, count: number): number {
  return largestBut(values, start, count, -1);
}

/** The same without the value at `excluded`. */
function largestBut(values: ArrayLike<number>, start: number, count: number, excluded: number): number {
  let best = excluded === 0 ? 1 : 0;
  for (let i = best + 1; i < count; i++) {
    if (i !== excluded && (values[start + i] ?? NaN) > (values[start + best] ?? NaN)) best = i;
  }
  return best;
}

/**
 * Counts of truth (rows) against prediction (columns).
 * @param probabilities row-major [n, classes]
 * @param labels n true classes
 */
export function confusionMatrix(probabilities: ArrayLike<number>, labels: ArrayLike<number>, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let row = 0; row < labels.length; row++) {
    const truth = counts[labels[row] ?? -1];
    const predicted = largest(probabilities, row * classes, classes);
    if (truth) truth[predicted] = (truth[predicted] ?? 0) + 1;
  }
  return counts;
}

/** Of the wrongly classified samples, the fraction whose second-largest probability is the true class. NaN where none is wrong. */
export function secondChoice(probabilities: ArrayLike<number>, labels: ArrayLike<number>, classes: number): number {
  let wrong = 0;
  let second = 0;
  for (let row = 0; row < labels.length; row++) {
    const predicted = largest(probabilities, row * classes, classes);
    if (predicted === labels[row]) continue;
    wrong++;
    if (classes > 1 && largestBut(probabilities, row * classes, classes, predicted) === labels[row]) second++;
  }
  return second / wrong;
}

/** Fraction of the samples on the diagonal. NaN where there are no samples. */
export function accuracy(confusion: readonly (readonly number[])[]): number {
  const right = confusion.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  return right / confusion.reduce((sum, row) => sum + total(row), 0);
}

/** Precision and recall of each class. */
export function classReports(confusion: readonly (readonly number[])[], classNames: readonly string[]): ClassReport[] {
  return classNames.map((name, i) => {
    const right = confusion[i]?.[i] ?? 0;
    const count = total(confusion[i] ?? []);
    const called = total(confusion.map((row) => row[i] ?? 0));
    return { name, count, precision: right / called, recall: right / count };
  });
}

/** Everything an evaluation says except the loss. */
export function score(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  classNames: readonly string[],
): Omit<Evaluation, 'loss'> {
  const classes = classNames.length;
  const confusion = confusionMatrix(probabilities, labels, classes);
  return {
    accuracy: accuracy(confusion),
    confusion,
    perClass: classReports(confusion, classNames),
    secondChoice: secondChoice(probabilities, labels, classes),
  };
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);
