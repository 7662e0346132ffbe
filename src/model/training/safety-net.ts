/** Keeps the last finite weights, and goes back to them when training diverges. */
import { PlaygroundError } from '../../contract/playground-error.js';
import type { Weight } from '../../contract/network.js';
import { Ending } from './ending.js';
import type { Learner } from './learner.js';

/** Milliseconds between two copies of the weights, at least. */
const interval = 1000;
/** A copy may cost this part of the time: a large network is copied less often. */
const share = 0.02;

/** Hears of every copy; nobody writes into it. `step` is 0 before the first update. */
export type KeepWeights = (weights: readonly Weight[], step: number) => void;

/** The copies lie in ordinary memory, so that they outlive the device the network is trained on. */
export class SafetyNet {
  readonly #network: Learner;
  readonly #onKeep: KeepWeights | undefined;
  #kept: { weights: Weight[]; step: number } | null = null;
  #nextAt = 0;

  constructor(network: Learner, onKeep?: KeepWeights) {
    this.#network = network;
    this.#onKeep = onKeep;
  }

  /** Whether it is time for a new copy. */
  get due(): boolean {
    return performance.now() >= this.#nextAt;
  }

  /** Copies the weights as they are after `step`. @throws Ending where they are not finite; the kept ones are then back in the network */
  async keep(step: number): Promise<void> {
    const start = performance.now();
    const weights = await this.#network.weights();
    const layer = firstBroken(weights);
    if (layer !== null) throw this.#fall(`The weights of layer "${layer}" are no longer finite after step ${step}.`);
    this.#kept = { weights, step };
    this.#onKeep?.(weights, step);
    const end = performance.now();
    this.#nextAt = end + Math.max(interval, (end - start) / share);
  }

  /** Answers a loss that is not finite: puts the kept weights back and says what happened. */
  async catch(step: number, loss: number): Promise<Ending> {
    const layer = firstBroken(await this.#network.weights());
    const where = layer === null ? '' : `, and the weights from layer "${layer}" on are no longer finite`;
    return this.#fall(`The loss became ${Number.isNaN(loss) ? 'NaN (not a number)' : 'infinite'} at step ${step}${where}.`);
  }

  #fall(what: string): Ending {
    if (!this.#kept) throw new PlaygroundError('network-invalid', `${what} Build the network anew before training it.`);
    const { weights, step } = this.#kept;
    this.#network.setWeights(weights);
    return new Ending('diverged', `${what} The network has its weights of step ${step} again. Try a smaller learning rate.`);
  }
}

/** The first layer with a weight that is NaN or infinite; null where all are finite. */
function firstBroken(weights: readonly Weight[]): string | null {
  return weights.find(({ values }) => values.some((value) => !Number.isFinite(value)))?.layer ?? null;
}
