/** Small problems and networks for the tests of training. */
import type { LayerSpec, NetworkSpec } from '../../../../src/contract/network.js';
import { PlaygroundError } from '../../../../src/contract/playground-error.js';
import { createDataset, type Dataset } from '../../../../src/data/dataset.js';
import { Random } from '../../../../src/data/random.js';
import type { RawSamples } from '../../../../src/data/samples.js';
import { buildNetwork, type Network } from '../../../../src/model/network.js';
import type { LearningMaterial } from '../../../../src/model/training/learner.js';

/** Rows of floats as a dataset, split as `loadDataset` does. */
export function datasetOf(rows: readonly (readonly number[])[], labels: readonly number[], split = 0.8): Dataset {
  const raw: RawSamples = {
    values: Float32Array.from(rows.flat()),
    shape: [rows.length, rows[0]?.length ?? 0],
    labels: Int32Array.from(labels),
    classNames: null,
    bands: null,
    source: 'test',
    synthetic: true,
  };
  return createDataset(raw, { split, seed: 3 });
}

/** The same samples with another split: what only the training loop sees of a dataset. */
export function withSplit(dataset: Dataset, train: readonly number[], test: readonly number[] = []): LearningMaterial {
  return {
    info: dataset.info,
    labels: dataset.labels,
    train: Int32Array.from(train),
    test: Int32Array.from(test),
    stored: dataset.stored,
    views: (...given) => dataset.views(...given),
    prepare: (...given) => dataset.prepare(...given),
    prepareRandomly: (...given) => dataset.prepareRandomly(...given),
  };
}

/** Exclusive or with noise: four clouds around (±1, ±1); the class is whether the signs differ. No straight line parts them. */
export function exclusiveOr(count: number, seed = 1): Dataset {
  const random = new Random(seed);
  const labels = Array.from({ length: count }, (_, i) => i % 2);
  const rows = labels.map((label, i) => {
    const x = i % 4 < 2 ? 1 : -1;
    return [x + 0.3 * random.normal(), (label === 0 ? x : -x) + 0.3 * random.normal()];
  });
  return datasetOf(rows, labels);
}

export const hidden: LayerSpec = { type: 'Dense', units: 12, activation: 'tanh' };
export const outputs = (units: number, activation: 'linear' | 'softmax' | 'sigmoid' = 'linear'): LayerSpec => ({
  type: 'Dense',
  units,
  activation,
});

/** A network from its layers, for samples of two numbers unless said otherwise. */
export function networkOf(layers: LayerSpec[], inputShape: number[] = [2], seed = 1): Network {
  return buildNetwork({ inputShape, layers } satisfies NetworkSpec, seed);
}

/** All weights of a network in one list. */
export async function weightValues(network: Network): Promise<number[]> {
  return (await network.weights()).flatMap(({ values }) => [...values]);
}

/** The PlaygroundError a call is refused with; fails where it is not refused, or with something else. */
export async function refusal(call: Promise<unknown>): Promise<PlaygroundError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof PlaygroundError) return error;
  throw new Error(`Expected a PlaygroundError, got ${String(error)}`);
}

/** Calls `each` at every update of the network. */
export function atUpdates(network: Network, each: () => void): void {
  const reseed = network.reseed.bind(network);
  network.reseed = (random) => {
    each();
    reseed(random);
  };
}
