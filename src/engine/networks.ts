/** Sets and refits a session's network; the old one stands until the new one has been built. */
import type { DatasetInfo } from '../contract/dataset.js';
import type { NetworkInfo, NetworkSpec, PresetName } from '../contract/network.js';
import { PlaygroundError } from '../contract/playground-error.js';
import { inspectNetwork } from '../model/inspect.js';
import { buildNetwork } from '../model/network.js';
import { fitted, refitted } from './fit.js';
import type { Holding } from './holdings.js';

/** Builds what was asked for on the session's data, with fresh weights, and frees the network before. */
export function placeNetwork(holding: Holding, asked: PresetName | NetworkSpec, seed: number, data: DatasetInfo | null): NetworkInfo {
  const network = buildNetwork(fitted(asked, data), seed);
  holding.network?.dispose();
  Object.assign(holding, { network, asked, fittedTo: data, seed, kept: null, objective: null });
  return network.info;
}

export interface Refit {
  network: NetworkInfo | null;
  rebuilt: boolean;
  draft: NetworkInfo | null;
}

/** After a change of data: the same network where it still fits, one built anew where it can be, else a draft with its problems. */
export function refitNetwork(holding: Holding, data: DatasetInfo): Refit {
  const { asked, network } = holding;
  if (!asked || !network) return { network: null, rebuilt: false, draft: null };
  const now = refitted(asked, holding.fittedTo, data);
  const spec = fitted(now, data);
  if (JSON.stringify(network.info.spec) === JSON.stringify(inspectNetwork(spec).spec)) {
    if (network.info.inputShape.join() === data.sampleShape.join()) holding.fittedTo = data;
    return { network: network.info, rebuilt: false, draft: null };
  }
  try {
    return { network: placeNetwork(holding, now, holding.seed, data), rebuilt: true, draft: null };
  } catch (error) {
    if (!(error instanceof PlaygroundError)) throw error;
    return { network: network.info, rebuilt: false, draft: inspectNetwork(spec) };
  }
}
