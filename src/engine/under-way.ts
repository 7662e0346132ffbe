/** What is being computed: questions and runs. Where they fail because their device went away, they fail with that. */
import { backend } from '@tensorflow/tfjs-core';
import { lossBehind } from '../backend/gpu/loss.js';
import { within } from '../backend/time-limit.js';
import { PlaygroundError } from '../contract/playground-error.js';
import { gpuLost } from './gpu-lost.js';

/** Milliseconds to wait for what is under way before the backend changes under it. */
const patience = 5000;

export class UnderWay {
  readonly #all = new Set<Promise<unknown>>();

  /** Computes on the current backend. @throws PlaygroundError `gpu-lost` where its device went away meanwhile */
  async follow<T>(compute: () => Promise<T>): Promise<T> {
    const device = backend();
    const outcome = compute();
    this.#all.add(outcome);
    try {
      return await outcome;
    } catch (error) {
      // `busy`: the networks may have been moved from a lost device before this was heard of here
      if (error instanceof PlaygroundError && error.code !== 'busy') throw error;
      const reason = await lossBehind(device);
      throw reason ? gpuLost(reason) : error;
    } finally {
      this.#all.delete(outcome);
    }
  }

  /** Whether all that is under way has ended in time. */
  quiet(): Promise<boolean> {
    return within(patience, '', Promise.allSettled([...this.#all])).then(
      () => true,
      () => false,
    );
  }
}
