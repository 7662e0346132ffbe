/** Small problems and networks for the tests of training. */
import type { LayerSpec, NetworkSpec } from '../../../../src/contract/network.js';
import { createDataset, type Dataset } from '../../../../src/data/dataset.js';
import { Random } from '../../../../src/data/random.js';
import type { RawSamples } from '../../../../src/data/samples.js';
import { buildNetwork, type Network } from '../../../../src/model/network.js';

/** Rows of floats as a dataset; the last `tests` go, with `split`, to the test set in a seeded order. */
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
