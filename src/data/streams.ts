/** One seed, one stream of random numbers a purpose: a limit that draws more or less does not change the split. */
import { Random } from './random.js';

interface DatasetStreams {
  /** Which samples of each class are kept under `limit`. */
  limit: Random;
  /** The shuffle before the split, and the split. */
  split: Random;
  /** Which training samples, and which crops of them, the normalisation is measured on. */
  normalisation: Random;
}

/** The streams of a dataset; the same seed gives the same ones. */
export function datasetStreams(seed: number): DatasetStreams {
  const root = new Random(seed);
  return { limit: root.fork(), split: root.fork(), normalisation: root.fork() };
}
