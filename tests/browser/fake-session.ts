/**
 * A session without workers for the tests of elements: its state is set by hand, its answers are small and seeded, and it can be
 * slow or fail. `useFake('main')` puts one where every element of that name finds it.
 */
import type { LitElement } from 'lit';
import type { DatasetInfo, DatasetOptions, Labels, Sample, Samples, Split } from '../../src/contract/dataset.js';
import type { Evaluation, Prediction, SplitPredictions } from '../../src/contract/evaluation.js';
import type { Activations, Filters, SaliencyMap, SaliencyOptions } from '../../src/contract/inspection.js';
import type { NetworkInfo, NetworkSpec, PresetName, Weight } from '../../src/contract/network.js';
import { PlaygroundError } from '../../src/contract/playground-error.js';
import type { Run, Session } from '../../src/contract/session.js';
import type { SessionSnapshot } from '../../src/contract/snapshot.js';
import type { TrainOptions } from '../../src/contract/training.js';
import { Random } from '../../src/data/random.js';
import { emptySnapshot } from '../../src/session/empty-snapshot.js';
import { sessions } from '../../src/session/registry.js';

/** 60 pictures of three classes, 36, 18 and 6 of them, 40 for training; 12×12×3. */
export const dataset: DatasetInfo = {
  count: 60,
  sampleShape: [12, 12, 3],
  pictureShape: [12, 12, 3],
  classNames: ['Smooth, round', 'Edge-on disk', 'Spiral'],
  counts: [36, 18, 6],
  trainCounts: [24, 12, 4],
  testCounts: [12, 6, 2],
  train: 40,
  test: 20,
  source: 'synthetic:galaxies',
  synthetic: true,
  bands: ['g', 'r', 'i'],
  normalisation: null,
  options: { split: 40, seed: 1 },
};

/** A convolution and a dense layer on the pictures above. */
export const network: NetworkInfo = {
  name: 'small',
  inputShape: [12, 12, 3],
  layers: [
    { name: 'conv', type: 'Conv2D', outputShape: [10, 10, 4], parameters: 112, trainable: true },
    { name: 'flatten', type: 'Flatten', outputShape: [400], parameters: 0, trainable: true },
    { name: 'dense', type: 'Dense', outputShape: [3], parameters: 1203, trainable: true },
  ],
  parameters: 1315,
  valid: true,
  problems: [],
  spec: {
    name: 'small',
    inputShape: [12, 12, 3],
    layers: [
      { type: 'Conv2D', name: 'conv', filters: 4, kernelSize: 3, activation: 'relu' },
      { type: 'Flatten', name: 'flatten' },
      { type: 'Dense', name: 'dense', units: 3, activation: 'softmax' },
    ],
  },
};

const labelOf = (index: number): number => (index % 10 < 6 ? 0 : index % 10 < 9 ? 1 : 2);
const indices = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);

export class FakeSession implements Session {
  readonly name: string;
  /** Names of the calls that were made, in order. */
  readonly calls: string[] = [];
  /** Milliseconds every answer takes; `Infinity` keeps it until `answer()` is called. */
  delay = 0;
  /** What every call is refused with. */
  failure: PlaygroundError | null = null;
  /** What `predictions` answers: by default each third sample is wrong. */
  certain = 0.7;
  snapshot: SessionSnapshot;
  readonly #listeners = new Set<(snapshot: SessionSnapshot) => void>();
  readonly #attached = new Set<HTMLElement>();
  readonly #held: (() => void)[] = [];

  constructor(name: string) {
    this.name = name;
    this.snapshot = Object.freeze(emptySnapshot(name));
  }

  /** How many are subscribed, and how many elements are attached. */
  get followers(): { listeners: number; attached: number } {
    return { listeners: this.#listeners.size, attached: this.#attached.size };
  }

  /** Replaces fields of the snapshot and tells everybody. */
  set(change: Partial<SessionSnapshot>): void {
    this.snapshot = Object.freeze({ ...this.snapshot, ...change });
    for (const listener of this.#listeners) listener(this.snapshot);
  }

  /** As after `loadDataset`, and with `network: true` after `setNetwork`. */
  load(options: { network?: boolean } = {}): this {
    this.set({ dataset, selected: 0, ...(options.network ? { network, weightsVersion: 1, backend: 'cpu' } : {}) });
    return this;
  }

  /** Lets every held answer go. */
  answer(): void {
    for (const go of this.#held.splice(0)) go();
  }

  get held(): number {
    return this.#held.length;
  }

  subscribe(listener: (snapshot: SessionSnapshot) => void): () => void {
    this.#listeners.add(listener);
    listener(this.snapshot);
    return () => this.#listeners.delete(listener);
  }

  attach(element: HTMLElement): () => void {
    this.#attached.add(element);
    return () => this.#attached.delete(element);
  }

  async loadDataset(_options: DatasetOptions): Promise<DatasetInfo> {
    return this.#reply('loadDataset', () => dataset);
  }

  async setNetwork(_network: PresetName | NetworkSpec): Promise<NetworkInfo> {
    return this.#reply('setNetwork', () => network);
  }

  readonly currentRun: Run | null = null;

  train(_options: TrainOptions): Run {
    throw new PlaygroundError('busy', 'The fake session does not train: set `run` in its snapshot instead.');
  }

  async evaluate(_split: Split = 'test'): Promise<Evaluation> {
    return this.#reply('evaluate', () => ({
      loss: 0.8,
      accuracy: 0.65,
      confusion: [
        [8, 4, 0],
        [2, 4, 0],
        [1, 0, 1],
      ],
      perClass: dataset.classNames.map((name, c) => ({ name, count: dataset.testCounts[c] ?? 0, precision: 0.6, recall: 0.6 })),
      secondChoice: 0.5,
    }));
  }

  async predict(): Promise<Prediction> {
    return this.#reply('predict', () => ({ probabilities: [[0.7, 0.2, 0.1]] }));
  }

  async predictions(split: Split = 'test'): Promise<SplitPredictions> {
    return this.#reply(`predictions ${split}`, () => {
      const own = split === 'train' ? indices(0, 40) : indices(40, 60);
      const labels = own.map(labelOf);
      const probabilities = new Float32Array(own.length * 3);
      own.forEach((index, i) => {
        const truth = labels[i] ?? 0;
        const wrong = index % 3 === 0;
        const second = (truth + 1) % 3;
        const rest = 1 - this.certain;
        probabilities.fill(rest / 4, i * 3, i * 3 + 3);
        probabilities[i * 3 + (wrong ? second : truth)] = this.certain;
        // Every second wrong answer has the truth as its second choice.
        probabilities[i * 3 + (wrong ? (index % 2 ? truth : (truth + 2) % 3) : second)] = rest * 0.75;
      });
      return { indices: own, labels, probabilities, classes: 3 };
    });
  }

  async sample(index: number): Promise<Sample> {
    return this.#reply(`sample ${index}`, () => ({ values: pixels(index), shape: [12, 12, 3], label: labelOf(index) }));
  }

  async samples(wanted: readonly number[]): Promise<Samples> {
    return this.#reply('samples', () => {
      const values = new Uint8Array(wanted.length * 432);
      for (const [i, index] of wanted.entries()) values.set(pixels(index), i * 432);
      return { values, shape: [wanted.length, 12, 12, 3], labels: Int32Array.from(wanted, labelOf) };
    });
  }

  async labels(): Promise<Labels> {
    return this.#reply('labels', () => ({ labels: indices(0, 60).map(labelOf), train: indices(0, 40), test: indices(40, 60) }));
  }

  async filters(layer: string | number): Promise<Filters> {
    const dense = layer === 'dense' || layer === 2;
    return this.#reply(`filters ${layer}`, () => noise(dense ? [3, 20, 20, 1] : [4, 3, 3, 3], 7, String(layer)));
  }

  async activations(layer: string | number, input: number | Float32Array): Promise<Activations> {
    const dense = layer === 'dense' || layer === 2;
    const of = typeof input === 'number' ? input : 'values';
    return this.#reply(`activations ${layer} ${of}`, () =>
      noise(dense ? [3] : [10, 10, 4], typeof input === 'number' ? input : 1, String(layer)),
    );
  }

  async saliency(options: SaliencyOptions): Promise<SaliencyMap> {
    return this.#reply(`saliency ${options.method}`, () => {
      const { values, shape } = noise([12, 12, 3], 5, '');
      return { values, shape, method: options.method, target: options.target ?? 0, signed: true, input: noise([12, 12, 3], 6, '') };
    });
  }

  async weights(): Promise<Weight[]> {
    return this.#reply('weights', () => []);
  }

  select(index: number): void {
    this.calls.push(`select ${index}`);
    this.set({ selected: index });
  }

  async dispose(): Promise<void> {
    sessions.delete(this.name);
  }

  async #reply<T>(call: string, answer: () => T): Promise<T> {
    this.calls.push(call);
    const { failure, delay } = this;
    if (delay === Number.POSITIVE_INFINITY) await new Promise<void>((go) => this.#held.push(go));
    else if (delay > 0) await new Promise((go) => setTimeout(go, delay));
    if (failure) throw failure;
    return answer();
  }
}

/** A bright spot at a seeded place on a dark sky. */
function pixels(index: number): Uint8Array {
  const random = new Random(index + 1);
  const [row, column] = [random.between(4, 8), random.between(4, 8)];
  const tint = [0.7, 0.85, 1];
  return Uint8Array.from({ length: 432 }, (_, i) => {
    const y = Math.floor(i / 36) - row;
    const x = (Math.floor(i / 3) % 12) - column;
    return 10 + 8 * random.uniform() + 220 * Math.exp(-(x * x + y * y) / (2 + labelOf(index) * 2)) * (tint[i % 3] ?? 1);
  });
}

function noise(shape: number[], seed: number, layer: string): Filters {
  const random = new Random(seed);
  const length = shape.reduce((product, n) => product * n, 1);
  return { layer, shape, values: Float32Array.from({ length }, () => random.normal()) };
}

/** Puts a fresh fake where elements of that session find it. */
export function useFake(name = 'main'): FakeSession {
  const fake = new FakeSession(name);
  sessions.set(name, fake);
  return fake;
}

/** Every event of a type that reaches the document from now on. Call it in a test; `afterEach(stopRecording)` ends it. */
export function record<E extends Event>(type: string): E[] {
  const events: E[] = [];
  const listener = (event: Event) => void events.push(event as E);
  document.addEventListener(type, listener);
  recordings.push(() => document.removeEventListener(type, listener));
  return events;
}

const recordings: (() => void)[] = [];
export function stopRecording(): void {
  for (const stop of recordings.splice(0)) stop();
}

/** Makes the page light or dark, as a page's own style sheet would. */
export function usePage(scheme: 'light' | 'dark'): void {
  document.documentElement.style.colorScheme = scheme;
  document.body.style.background = scheme === 'dark' ? '#0b0e14' : '#fbfaf7';
}

/**
 * After `usePage` has turned the page: that the element would hear of it, and that it does, also on a page in the background,
 * where the browser keeps the event back until the next frame.
 */
export async function turned(element: LitElement): Promise<void> {
  const card = element.renderRoot.querySelector('.card');
  const change = card
    ?.getAnimations()
    .find(
      (animation): animation is CSSTransition => 'transitionProperty' in animation && animation.transitionProperty === 'column-rule-color',
    );
  if (!change) throw new Error('The change of scheme started no transition');
  change.finish();
  card?.dispatchEvent(new TransitionEvent('transitionrun', { propertyName: 'column-rule-color', bubbles: true }));
  await element.updateComplete;
}
