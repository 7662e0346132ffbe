/** Whether the network has learned anything since it was set: until then its answers are guesses. */
import type { SessionSnapshot } from '../../contract/snapshot.js';

export class Untrained {
  #seen: SessionSnapshot | null = null;
  /** How far training had come when the network was set; null where that was before anybody looked. */
  #since: string | null = null;

  /** Takes note of the session's state, and says whether its network is as it was set. Call it for every update. */
  follow(snapshot: SessionSnapshot): boolean {
    const seen = this.#seen?.session === snapshot.session ? this.#seen : null;
    const now = progressOf(snapshot);
    if (!seen) this.#since = snapshot.run ? null : now;
    else if (isFresh(seen, snapshot)) this.#since = now;
    this.#seen = snapshot;
    return this.#since === now;
  }
}

/** Other data hand the same network on with what it has learned, though as a new object; everything else draws new weights. */
function isFresh(seen: SessionSnapshot, { dataset, network }: SessionSnapshot): boolean {
  if (seen.network === network) return false;
  return seen.dataset === dataset || JSON.stringify(seen.network?.spec) !== JSON.stringify(network?.spec);
}

const progressOf = ({ run }: SessionSnapshot): string => `${run?.id} ${run?.step?.step ?? run?.history.at(-1)?.step ?? 0}`;
