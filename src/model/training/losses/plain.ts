/** The losses of `losses/` for a single sample, on plain arrays, with their slopes written out. Each stands there with its source. */
import type { LossName } from '../../../contract/training.js';
import type { Head } from '../learner.js';
import { margin } from './binary-cross-entropy.js';

/**
 * @param z the logits, [classes]
 * @param t the targets, [classes]
 * @param slopes receives ∂loss/∂z, [classes]
 * @returns the loss
 */
export type PlainLoss = (z: Float32Array, t: Float32Array, slopes: Float32Array) => number;

/** The smallest and the largest answer whose logarithm is taken, as float32 numbers. */
const [least, most] = [Math.fround(margin), Math.fround(1 - margin)] as const;

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
/** log(1 + eᶻ), which never overflows. */
const softplus = (z: number): number => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
const sumOf = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0);

/** log Σ eᶻ. */
function logSumExp(z: Float32Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of z) largest = Math.max(largest, value);
  let sum = 0;
  for (const value of z) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}

function softmax(z: Float32Array, out: Float32Array): void {
  const total = logSumExp(z);
  for (let i = 0; i < z.length; i++) out[i] = Math.exp((z[i] as number) - total);
}

const answers: Record<Head, (z: Float32Array, out: Float32Array) => void> = {
  linear: (z, out) => out.set(z),
  sigmoid(z, out) {
    for (let i = 0; i < z.length; i++) out[i] = sigmoid(z[i] as number);
  },
  softmax,
};

/** Turns the slopes for the answers `a` into those for the logits, in place. */
const throughHead: Record<Head, (a: Float32Array, slopes: Float32Array) => void> = {
  linear: () => undefined,
  sigmoid(a, slopes) {
    for (let i = 0; i < a.length; i++) slopes[i] = (slopes[i] as number) * (a[i] as number) * (1 - (a[i] as number));
  },
  softmax(a, slopes) {
    let mean = 0;
    for (let i = 0; i < a.length; i++) mean += (a[i] as number) * (slopes[i] as number);
    for (let i = 0; i < a.length; i++) slopes[i] = (a[i] as number) * ((slopes[i] as number) - mean);
  },
};

/** A loss that is a sum over the answers. `element` returns its part of the loss and, by `slopeOf`, the slope for the answer. */
function ofAnswers(
  head: Head,
  classes: number,
  element: (a: number, t: number) => number,
  slopeOf: (a: number, t: number) => number,
): PlainLoss {
  const a = new Float32Array(classes);
  return (z, t, slopes) => {
    answers[head](z, a);
    let loss = 0;
    for (let i = 0; i < classes; i++) {
      loss += element(a[i] as number, t[i] as number);
      slopes[i] = slopeOf(a[i] as number, t[i] as number);
    }
    throughHead[head](a, slopes);
    return loss;
  };
}

const clipped = (a: number): number => Math.min(Math.max(a, least), most);

const binaryCrossEntropy = (head: Head, classes: number): PlainLoss =>
  head === 'softmax'
    ? ofAnswers(
        head,
        classes,
        (a, t) => -(t * Math.log(clipped(a)) + (1 - t) * Math.log(1 - clipped(a))),
        (a, t) => (a === clipped(a) ? (1 - t) / (1 - a) - t / a : 0), // beyond the margin the loss is level
      )
    : (z, t, slopes) => {
        let loss = 0;
        for (let i = 0; i < classes; i++) {
          loss += softplus(z[i] as number) - (t[i] as number) * (z[i] as number);
          slopes[i] = sigmoid(z[i] as number) - (t[i] as number);
        }
        return loss;
      };

/** −Σ t·log p with log p = u − log Σ eᵘ, where u is z, or log σ(z) where the head is a sigmoid. */
function categoricalCrossEntropy(head: Head, classes: number): PlainLoss {
  const u = new Float32Array(classes);
  return (z, t, slopes) => {
    for (let i = 0; i < classes; i++) u[i] = head === 'sigmoid' ? -softplus(-(z[i] as number)) : (z[i] as number);
    const total = logSumExp(u);
    const targets = sumOf(t);
    let loss = 0;
    for (let i = 0; i < classes; i++) {
      const logProbability = (u[i] as number) - total;
      loss -= (t[i] as number) * logProbability;
      const slope = Math.exp(logProbability) * targets - (t[i] as number);
      slopes[i] = head === 'sigmoid' ? slope * sigmoid(-(z[i] as number)) : slope;
    }
    return loss;
  };
}

const squared = (head: Head, classes: number, share: number): PlainLoss =>
  ofAnswers(
    head,
    classes,
    (a, t) => share * (a - t) ** 2,
    (a, t) => 2 * share * (a - t),
  );

export const plainLosses: Record<LossName, (head: Head, classes: number) => PlainLoss> = {
  'categorical-cross-entropy': categoricalCrossEntropy,
  'binary-cross-entropy': binaryCrossEntropy,
  'squared-error': (head, classes) => squared(head, classes, 1),
  'mean-squared-error': (head, classes) => squared(head, classes, 1 / classes),
};
