/** Moves every network to another backend: weights as they are, tensors freed where they were. */
import { backend, setBackend as useBackend } from '@tensorflow/tfjs-core';
import { patiently } from '../backend/patience.js';
import { wordsOf } from '../backend/time-limit.js';
import type { BackendName } from '../contract/engine.js';
import type { Weight } from '../contract/network.js';
import { PlaygroundError } from '../contract/playground-error.js';
import { buildNetwork, type Network } from '../model/network.js';
import type { Holding, Holdings } from './holdings.js';

/**
 * @param before the current backend
 * @param limit milliseconds it may take to give the weights away
 * @param take makes the other backend current and names it; where it rejects, or has no room for all networks, nothing has moved
 * @throws PlaygroundError `gpu-lost` where the weights cannot be read any more
 */
export async function moveNetworks(
  holdings: Holdings,
  before: BackendName,
  limit: number,
  take: () => Promise<BackendName>,
): Promise<BackendName> {
  const kept = await patiently(backend(), limit, 'Reading them', () => weightsOf([...holdings.all()])).catch((cause: unknown) => {
    throw new PlaygroundError('gpu-lost', `The weights cannot be read from ${before} any more: ${wordsOf(cause)}.`, { cause });
  });
  const now = await take();
  const moved: { holding: Holding; network: Network }[] = [];
  try {
    for (const { holding, weights } of kept) {
      if (!holding.network) continue;
      const network = buildNetwork(holding.network.info.spec, holding.seed);
      moved.push({ holding, network });
      network.setWeights(weights);
    }
  } catch (error) {
    for (const { network } of moved) network.dispose();
    await useBackend(before);
    throw error;
  }
  await useBackend(before); // tensors are freed where they live
  for (const { holding } of moved) holding.network?.dispose();
  await useBackend(now);
  for (const { holding, network } of moved) holding.network = network;
  return now;
}

async function weightsOf(holdings: readonly Holding[]): Promise<{ holding: Holding; weights: Weight[] }[]> {
  return Promise.all(
    holdings.flatMap((holding) => (holding.network ? [holding.network.weights().then((weights) => ({ holding, weights }))] : [])),
  );
}
