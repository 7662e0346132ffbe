/** A case as a page receives it, and what each page of the bench offers to the script that drives it. */
import type { LayerSpec } from '../../src/contract/network.js';
import type { LossName, OptimizerName } from '../../src/contract/training.js';

export interface Job {
  name: string;
  /** Without the batch axis. */
  inputShape: number[];
  outputs: number;
  layers: LayerSpec[];
  batch: number;
  batches: number;
  /** A step of training, or the input's gradient of the network's first output before its sigmoid. */
  task: 'training' | 'input gradient';
  loss: LossName;
  optimizer: { name: OptimizerName; learningRate: number; momentum?: number };
  /** Each weight array and where it begins in the file of the weights. */
  weights: { layer: number; name: string; shape: number[]; offset: number }[];
  /** Paths of little-endian float32 files. */
  files: { x: string; t: string; weights: string };
}

export interface Numbers {
  /** [batches · batch, ...inputShape] */
  x: Float32Array;
  /** [batches · batch, outputs] */
  t: Float32Array;
  weights: Float32Array;
}

/** What a page answers when it is ready. */
export interface Opened {
  /** What it runs on, for the table. */
  note: string;
  /** How many of its first losses must equal those of the others; all by default. */
  compared?: number;
}

/** A turn: its time from the first step to the last loss read back, ms, and that loss; of an input gradient, the sum of its magnitudes. */
export interface Turn {
  ms: number;
  loss: number;
}

/** One side of the comparison, in its page. */
export interface Entrant<J = Job> {
  open(job: J, options: Record<string, string>): Promise<Opened>;
  run(steps: number): Promise<Turn>;
}

const floats = async (path: string): Promise<Float32Array> => new Float32Array(await (await fetch(path)).arrayBuffer());

export async function numbersOf({ files }: Job): Promise<Numbers> {
  const [x, t, weights] = await Promise.all([floats(files.x), floats(files.t), floats(files.weights)]);
  return { x, t, weights };
}

/** The values of one weight array. */
export const valuesOf = (all: Float32Array, { shape, offset }: Job['weights'][number]): Float32Array =>
  all.slice(offset, offset + shape.reduce((product, axis) => product * axis, 1));

/** The part of `values` that belongs to batch `index` of the job. */
export function batchOf(values: Float32Array, index: number, { batches }: Job): Float32Array {
  const size = values.length / batches;
  return values.subarray(index * size, (index + 1) * size);
}

type Call = ['open', Job, Record<string, string>] | ['run', number];

/** Lets the driving script ask this page; in a worker, lets the page pass its questions on. */
export function offer<J = Job>(entrant: Entrant<J>): void {
  (globalThis as typeof globalThis & { entrant?: Entrant<J> }).entrant = entrant;
  if (typeof document !== 'undefined') return;
  globalThis.onmessage = async ({ data: [method, ...values] }: MessageEvent<Call>) => {
    try {
      const ask = entrant[method] as (...values: unknown[]) => Promise<unknown>;
      globalThis.postMessage({ answer: await ask(...values) });
    } catch (error) {
      globalThis.postMessage({ error: error instanceof Error ? error.message : String(error) });
    }
  };
  globalThis.postMessage({ answer: 'here' });
}
