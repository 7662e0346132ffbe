/** Keeps the score of the training batches since the last report, as Keras does: means weighted by the size of each batch. */
import { concat, dispose, reshape, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { largest } from '../evaluation/scores.js';

/** What one update has left behind on the device. */
export interface Outcome {
  /** A scalar: the mean over the batch. */
  loss: Tensor;
  /** [batch, classes] */
  logits: Tensor;
}

/** What the last steps have brought where it is known at once, one number a step. */
export interface Steps {
  /** The mean over the step's samples. */
  losses: Float32Array;
  /** Of how many samples the largest output was that of the true class. */
  right: Int32Array;
}

interface Entry extends Outcome {
  step: number;
  labels: Int32Array;
}

/**
 * As many outcomes are gathered for one read-back, always as many: another number would be another program for the device to compile.
 * A WebGPU program reads seven arrays at most, beside the one it writes.
 */
const together = 7;

/**
 * Results stay on the device until `read` fetches all of them: a read-back each step would make a GPU wait for the page.
 * They are added up here in double precision; a sum kept on the device would lose small losses, with half precision even counts.
 */
export class Tally {
  readonly #gather: boolean;
  #pending: Entry[] = [];
  #loss = 0;
  #right = 0;
  #samples = 0;
  #broken: { step: number; loss: number } | null = null;
  #latest: { step: number; loss: number } | null = null;

  /** @param gather whether a read-back costs so much that outcomes are put together first, as on a GPU */
  constructor(gather: boolean) {
    this.#gather = gather;
  }

  /** Results that have not been read. */
  get pending(): number {
    return this.#pending.length;
  }

  /** The latest loss read; null before the first. */
  get latest(): { step: number; loss: number } | null {
    return this.#latest;
  }

  /** Takes over both tensors. */
  add(step: number, labels: Int32Array, outcome: Outcome): void {
    this.#pending.push({ step, labels, ...outcome });
  }

  /** Counts steps whose results are known already, from `step` on, on `samples` samples each. */
  count(step: number, { losses, right }: Steps, samples: number): void {
    const bad = losses.findIndex((loss) => !Number.isFinite(loss));
    if (bad >= 0) this.#broken ??= { step: step + bad, loss: losses[bad] ?? NaN };
    for (const loss of losses) this.#loss += loss * samples;
    for (const hits of right) this.#right += hits;
    this.#samples += losses.length * samples;
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
    const all = await Promise.all(this.#gather ? groups(entries).map(fetchGroup) : entries.map(fetchOne));
    for (const { step, labels, loss, logits } of all.flat()) {
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
    for (const { loss, logits } of this.#pending.splice(0)) dispose([loss, logits]);
  }
}

interface Scores {
  step: number;
  labels: Int32Array;
  loss: number;
  /** [batch, classes], row-major. */
  logits: Float32Array;
}

/** Begins to read before it returns, as `fetchGroup` does: what can be read at once does not wait for one another. */
async function fetchOne({ step, labels, loss, logits }: Entry): Promise<Scores> {
  try {
    const [[value = NaN], rows] = await Promise.all([loss.data<'float32'>(), logits.data<'float32'>()]);
    return { step, labels, loss: value, logits: rows };
  } finally {
    dispose([loss, logits]);
  }
}

/** Neighbours of the same size, up to `together` of them. */
function groups(entries: readonly Entry[]): Entry[][] {
  const all: Entry[][] = [];
  for (const entry of entries) {
    const last = all.at(-1);
    if (last && last.length < together && last[0]?.logits.size === entry.logits.size) last.push(entry);
    else all.push([entry]);
  }
  return all;
}

/**
 * The scores of a group in two tensors: losses [together, 1] and logits [together · batch, classes]; where they are fewer, some come again.
 * Both are matrices, as what they are made of is to TensorFlow.js's WebGL programs: no program is needed to lay them out anew. Disposes of the group.
 */
function gather(group: readonly Entry[]): { losses: Tensor2D; logits: Tensor2D } {
  try {
    return tidy(() => {
      const filledUp = Array.from({ length: together }, (_, i) => group[i % group.length] as Entry);
      return {
        losses: concat(filledUp.map(({ loss }) => reshape(loss, [1, 1]))) as Tensor2D,
        logits: concat(filledUp.map(({ logits }) => logits)) as Tensor2D,
      };
    });
  } finally {
    for (const { loss, logits } of group) dispose([loss, logits]);
  }
}

async function fetchGroup(group: readonly Entry[]): Promise<Scores[]> {
  const gathered = gather(group);
  try {
    const [losses, logits] = await Promise.all([gathered.losses.data<'float32'>(), gathered.logits.data<'float32'>()]);
    const length = logits.length / together;
    return group.map(({ step, labels }, i) => ({
      step,
      labels,
      loss: losses[i] ?? NaN,
      logits: logits.subarray(i * length, (i + 1) * length),
    }));
  } finally {
    dispose(gathered);
  }
}
