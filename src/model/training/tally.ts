/** Keeps the score of the training batches since the last report, as Keras does: means weighted by the size of each batch. */
import { concat, dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { BatchScores } from './batch-scores.js';
import { rowsOf } from './rows-of.js';

/** What the last steps have brought where it is known at once, one number a step. */
export interface Steps {
  /** The mean over the step's samples. */
  losses: Float32Array;
  /** Of how many samples the largest output was that of the true class. */
  right: Int32Array;
}

/** What one update has left behind on the device. */
interface Entry {
  step: number;
  labels: Int32Array;
  /** [batch, classes] */
  logits: Tensor;
}

/**
 * The logits of as many steps are gathered for one read-back, always as many: another number would be another program for the device to compile.
 * A WebGPU program reads seven arrays at most, beside the one it writes.
 */
const together = 7;

/**
 * Logits stay on the device until `read` fetches all of them: a read-back each step would make a GPU wait for the page. The losses are
 * worked out here, which spares the device a handful of programs a step, and added up in double precision; a sum kept on the device would
 * lose small losses, with half precision even counts.
 */
export class Tally {
  readonly #scores: BatchScores;
  readonly #gather: boolean;
  #pending: Entry[] = [];
  #loss = 0;
  #right = 0;
  #samples = 0;
  #broken: { step: number; loss: number } | null = null;
  #latest: { step: number; loss: number } | null = null;

  /** @param gather whether a read-back costs so much that what is read is put together first, as on a GPU */
  constructor(scores: BatchScores, gather: boolean) {
    this.#scores = scores;
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

  /** @param logits [batch, classes], taken over */
  add(step: number, labels: Int32Array, logits: Tensor): void {
    this.#pending.push({ step, labels, logits });
  }

  /** Counts steps whose results are known already, from `step` on, on `samples` samples each. */
  count(step: number, { losses, right }: Steps, samples: number): void {
    for (const [i, loss] of losses.entries()) this.#count(step + i, loss, right[i] as number, samples);
  }

  /**
   * Fetches what has come in by now; further updates may be made meanwhile. One at a time: call again when it has settled.
   * @returns the first step whose loss is not finite, and that loss; null where all are
   */
  async read(): Promise<{ step: number; loss: number } | null> {
    const entries = this.#pending;
    this.#pending = [];
    const all = await Promise.all(this.#gather ? groups(entries).map(fetchGroup) : entries.map(fetchOne));
    for (const { step, labels, values } of all.flat()) {
      const { loss, right } = this.#scores.of(rowsOf(values, values.length / labels.length), labels);
      this.#count(step, loss, right, labels.length);
    }
    return this.#broken;
  }

  /** Nothing counts any more after a loss that is not finite. */
  #count(step: number, loss: number, right: number, samples: number): void {
    if (this.#broken) return;
    if (!Number.isFinite(loss)) {
      this.#broken = { step, loss };
      return;
    }
    this.#latest = { step, loss };
    this.#loss += loss * samples;
    this.#right += right;
    this.#samples += samples;
  }

  /** Means over what has been read since the last call. */
  take(): { loss: number; accuracy: number; samples: number } {
    const samples = this.#samples;
    const means = { loss: this.#loss / samples, accuracy: this.#right / samples, samples };
    this.#loss = this.#right = this.#samples = 0;
    return means;
  }

  dispose(): void {
    dispose(this.#pending.splice(0).map(({ logits }) => logits));
  }
}

interface Fetched {
  step: number;
  labels: Int32Array;
  /** [batch, classes], row-major. */
  values: Float32Array;
}

/** Begins to read before it returns, as `fetchGroup` does: what can be read at once does not wait for one another. */
async function fetchOne({ step, labels, logits }: Entry): Promise<Fetched> {
  try {
    return { step, labels, values: await logits.data<'float32'>() };
  } finally {
    logits.dispose();
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
 * The logits of a group, [together · batch, classes]; where they are fewer, some come again. Disposes of the group. They stay matrices, as
 * TensorFlow.js's WebGL programs lay them out: for one long row each would have to be laid out anew.
 */
function gather(group: readonly Entry[]): Tensor {
  try {
    return concat(Array.from({ length: together }, (_, i) => (group[i % group.length] as Entry).logits));
  } finally {
    dispose(group.map(({ logits }) => logits));
  }
}

async function fetchGroup(group: readonly Entry[]): Promise<Fetched[]> {
  const gathered = gather(group);
  try {
    const all = await gathered.data<'float32'>();
    const length = all.length / together;
    return group.map(({ step, labels }, i) => ({ step, labels, values: all.subarray(i * length, (i + 1) * length) }));
  } finally {
    gathered.dispose();
  }
}
