/** Keeps the score of the training batches since the last report, as Keras does: means weighted by the size of each batch. */
import { concat, dispose, stack, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { largest } from '../evaluation/scores.js';

/** What one update has left behind on the device. */
export interface Outcome {
  /** A scalar: the mean over the batch. */
  loss: Tensor;
  /** [batch, classes] */
  logits: Tensor;
}

interface Entry extends Outcome {
  step: number;
  labels: Int32Array;
}

/**
 * Results stay on the device until `read` fetches all of them at once: a read-back each step would make a GPU wait for the page.
 * They are added up here in double precision; a sum kept on the device would lose small losses, with half precision even counts.
 */
export class Tally {
  #pending: Entry[] = [];
  #loss = 0;
  #right = 0;
  #samples = 0;
  #latest: { step: number; loss: number } | null = null;

  /** The latest loss read; null before the first. */
  get latest(): { step: number; loss: number } | null {
    return this.#latest;
  }

  /** Takes over both tensors. */
  add(step: number, labels: Int32Array, outcome: Outcome): void {
    this.#pending.push({ step, labels, ...outcome });
  }

  /** Fetches what has come in. @returns the first step whose loss is not finite, and that loss; null where all are */
  async read(): Promise<{ step: number; loss: number } | null> {
    const entries = this.#pending;
    if (entries.length === 0) return null;
    this.#pending = [];
    const [losses, logits] = await fetchAll(entries);
    const classes = logits.length / entries.reduce((samples, { labels }) => samples + labels.length, 0);
    let row = 0;
    for (const [i, { step, labels }] of entries.entries()) {
      const loss = losses[i] ?? NaN;
      if (!Number.isFinite(loss)) return { step, loss };
      this.#latest = { step, loss };
      this.#loss += loss * labels.length;
      this.#samples += labels.length;
      for (const label of labels) {
        if (largest(logits, row * classes, classes) === label) this.#right++;
        row++;
      }
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
    for (const { loss, logits } of this.#pending.splice(0)) dispose([loss, logits]);
  }
}

/** One loss an entry, and the logits of all entries one after the other. The entries' tensors are gone afterwards. */
async function fetchAll(entries: readonly Entry[]): Promise<[ArrayLike<number>, ArrayLike<number>]> {
  const gathered = tidy(() => [
    stack(entries.map(({ loss }) => loss)),
    concat(
      entries.map(({ logits }) => logits),
      0,
    ),
  ]);
  for (const { loss, logits } of entries) dispose([loss, logits]);
  try {
    const [losses, logits] = await Promise.all(gathered.map((tensor) => tensor.data()));
    return [losses ?? [], logits ?? []];
  } finally {
    dispose(gathered);
  }
}
