/** Keeps the score of the training batches since the last report, as Keras does: means weighted by the size of each batch. */
import { concat, dispose, type Tensor } from '@tensorflow/tfjs-core';
import { largest } from '../evaluation/scores.js';
import type { Steps } from './one-by-one/stepper.js';

/** What one update has left behind on the device: the loss (the mean over the batch), then the logits of every row, `[1 + batch × classes]`. */
export type Outcome = Tensor;

interface Entry {
  step: number;
  labels: Int32Array;
  outcome: Outcome;
}

/**
 * Outcomes are fetched this many at a time, always as many: another number would be another program for the device to compile.
 * A WebGPU program reads seven arrays at most, beside the one it writes.
 */
const together = 7;

/**
 * Results stay on the device until `read` fetches all of them: a read-back each step would make a GPU wait for the page.
 * They are added up here in double precision; a sum kept on the device would lose small losses, with half precision even counts.
 */
export class Tally {
  #pending: Entry[] = [];
  #loss = 0;
  #right = 0;
  #samples = 0;
  #broken: { step: number; loss: number } | null = null;
  #latest: { step: number; loss: number } | null = null;

  /** The latest loss read; null before the first. */
  get latest(): { step: number; loss: number } | null {
    return this.#latest;
  }

  /** Takes over the outcome. */
  add(step: number, labels: Int32Array, outcome: Outcome): void {
    this.#pending.push({ step, labels, outcome });
  }

  /** Counts steps on one sample whose results are known already, from `step` on. */
  count(step: number, { losses, right }: Steps): void {
    const bad = losses.findIndex((loss) => !Number.isFinite(loss));
    if (bad >= 0) this.#broken ??= { step: step + bad, loss: losses[bad] ?? NaN };
    for (const loss of losses) this.#loss += loss;
    for (const hit of right) this.#right += hit;
    this.#samples += losses.length;
    this.#latest = { step: step + losses.length - 1, loss: losses.at(-1) ?? NaN };
  }

  /**
   * Fetches what has come in by now; further updates may be made meanwhile. One at a time: call again when it has settled.
   * @returns the first step whose loss is not finite, and that loss; null where all are
   */
  async read(): Promise<{ step: number; loss: number } | null> {
    if (this.#broken) return this.#broken;
    const entries = this.#pending;
    this.#pending = [];
    for (const scores of await fetchAll(entries)) {
      const { step, labels, loss, logits } = scores;
      if (!Number.isFinite(loss)) return { step, loss };
      this.#latest = { step, loss };
      this.#loss += loss * labels.length;
      this.#samples += labels.length;
      const classes = logits.length / labels.length;
      for (const [row, label] of labels.entries()) if (largest(logits, row * classes, classes) === label) this.#right++;
    }
    return null;
  }

  /** Means over what has been read since the last call. */
  take(): { loss: number; accuracy: number; samples: number } {
    const samples = this.#samples;
    const means = { loss: this.#loss / samples, accuracy: this.#right / samples, samples };
    this.#loss = this.#right = this.#samples = 0;
    return means;
  }

  dispose(): void {
    for (const { outcome } of this.#pending.splice(0)) outcome.dispose();
  }
}

interface Scores {
  step: number;
  labels: Int32Array;
  loss: number;
  /** [batch, classes], row-major. */
  logits: Float32Array;
}

/** The numbers of each entry. Every reading is begun before the first is waited for; the entries' tensors are gone by then. */
async function fetchAll(entries: readonly Entry[]): Promise<Scores[]> {
  const readings = groups(entries).map(async (group) => {
    const length = group[0]?.outcome.size ?? 0;
    const values = await fetchTogether(group.map(({ outcome }) => outcome));
    return group.map(({ step, labels }, i) => {
      const [loss = NaN] = values.subarray(i * length, i * length + 1);
      return { step, labels, loss, logits: values.subarray(i * length + 1, (i + 1) * length) };
    });
  });
  return (await Promise.all(readings)).flat();
}

/** Neighbours of the same size, up to `together` of them. */
function groups(entries: readonly Entry[]): Entry[][] {
  const all: Entry[][] = [];
  for (const entry of entries) {
    const last = all.at(-1);
    if (last && last.length < together && last[0]?.outcome.size === entry.outcome.size) last.push(entry);
    else all.push([entry]);
  }
  return all;
}

/** The values of tensors of one size, one after the other, and some of them again: always as many. */
async function fetchTogether(outcomes: Tensor[]): Promise<Float32Array> {
  const gathered = concat(Array.from({ length: together }, (_, i) => outcomes[i % outcomes.length] as Tensor));
  dispose(outcomes);
  try {
    return await gathered.data<'float32'>();
  } finally {
    gathered.dispose();
  }
}
