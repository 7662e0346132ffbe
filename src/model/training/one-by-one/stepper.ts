/** Gradient descent on one sample a step through dense layers: forward, loss, backward, update, written out. */
import type { BatchScores } from '../batch-scores.js';
import { type PlainActivation, plainActivations } from '../dense/activations.js';
import type { Link } from '../dense/chain.js';
import type { Steps } from '../tally.js';
import type { DenseChain, LayerNumbers } from './dense-chain.js';
import type { Samples } from './samples.js';

export class Stepper {
  readonly #activations: readonly PlainActivation[];
  readonly #chain: DenseChain;
  readonly #scores: BatchScores;
  readonly #samples: Samples;
  readonly #losses: Float32Array;
  readonly #right: Int32Array;
  /** Samples planned, and of these the ones that are through. */
  #planned = 0;
  #through = 0;

  constructor(links: readonly Link[], chain: DenseChain, scores: BatchScores, samples: Samples) {
    this.#activations = links.map(({ activation }) => plainActivations[activation]);
    this.#chain = chain;
    this.#scores = scores;
    this.#samples = samples;
    this.#losses = new Float32Array(chain.ahead);
    this.#right = new Int32Array(chain.ahead);
  }

  /**
   * Makes at least one step and `most` at most. The weights are then those after the last one, whatever the number; and how steps fall
   * into calls changes no bit of them.
   * @param left steps the run still has: samples beyond are not prepared
   * @returns views that the next call writes over
   */
  advance(most: number, left: number): Steps {
    const numbers = this.#chain.resume();
    if (this.#through === this.#planned) this.#plan(Math.min(this.#chain.ahead, left));
    const first = this.#through;
    const end = Math.min(first + most, this.#planned);
    for (let sample = first; sample < end; sample++) this.#step(numbers, sample);
    this.#through = end;
    this.#chain.settle();
    return { losses: this.#losses.subarray(first, end), right: this.#right.subarray(first, end) };
  }

  #plan(count: number): void {
    this.#samples.prepare(count);
    this.#chain.plan(this.#samples.inputs, count);
    this.#planned = count;
    this.#through = 0;
  }

  #step(numbers: readonly LayerNumbers[], sample: number): void {
    const last = numbers.length - 1;
    for (let i = 0; i <= last; i++) {
      this.#chain.forward(i);
      this.#activations[i]?.apply((numbers[i] as LayerNumbers).values);
    }
    const { values: logits, slopes } = numbers[last] as LayerNumbers;
    const { loss, right } = this.#scores.of([logits], this.#samples.labels.subarray(sample, sample + 1), [slopes]);
    this.#losses[sample] = loss;
    this.#right[sample] = right;
    for (let i = last; i >= 0; i--) {
      const { values, slopes: back } = numbers[i] as LayerNumbers;
      this.#activations[i]?.backward(values, back);
      if (i > 0) this.#chain.backward(i);
      this.#chain.update(i);
    }
  }
}
