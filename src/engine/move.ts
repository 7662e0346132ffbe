/** Moves every network to another backend: weights as they are, tensors freed where they were. */
import { backend, setBackend as useBackend } from '@tensorflow/tfjs-core';
import { onProcessor } from '../backend/candidates.js';
import { patiently } from '../backend/patience.js';
import type { BackendName } from '../contract/engine.js';
import type { Weight } from '../contract/network.js';
import { buildNetwork, type Network } from '../model/network.js';
import type { Holding, Holdings } from './holdings.js';

/** A holding and its network's weights; null where they are the first ones. */
interface Packed {
  holding: Holding;
  weights: readonly Weight[] | null;
}

/**
 * @param before the current backend
 * @param limit milliseconds it may take to give the weights away; a graphics processor that cannot loses those that are not kept elsewhere
 * @param take makes the other backend current and names it; where it rejects, or has no room for all networks, nothing has moved
 */
export async function moveNetworks(
  holdings: Holdings,
  before: BackendName,
  limit: number,
  take: () => Promise<BackendName>,
): Promise<BackendName> {
  const all = [...holdings.all()].filter(({ network }) => network);
  const packed = await patiently(backend(), limit, 'Reading them', () => read(all)).catch((error: unknown) => {
    if (onProcessor(before)) throw error;
    return all.map((holding): Packed => ({ holding, weights: holding.kept }));
  });
  const now = await take();
  const moved: (Packed & { network: Network })[] = [];
  try {
    for (const { holding, weights } of packed) {
      if (!holding.network || isLeft(holding)) continue;
      const network = buildNetwork(holding.network.info.spec, holding.seed);
      moved.push({ holding, weights, network });
      if (weights) network.setWeights(weights);
    }
  } catch (error) {
    for (const { network } of moved) network.dispose();
    await useBackend(before);
    throw error;
  }
  await useBackend(before); // tensors are freed where they live
  for (const { holding } of moved) holding.network?.dispose();
  await useBackend(now);
  for (const { holding, network, weights } of moved) {
    if (isLeft(holding)) network.dispose();
    else Object.assign(holding, { network, kept: onProcessor(now) ? null : weights });
  }
  return now;
}

/** The session has ended meanwhile, and nobody will free what is put here: while it has a run, its end is waited for to do that. */
const isLeft = ({ released, run }: Holding): boolean => released && !run;

const read = (holdings: readonly Holding[]): Promise<Packed[]> =>
  Promise.all(holdings.map(async (holding) => ({ holding, weights: (await holding.network?.weights()) ?? null })));
