/** What can be asked of a session without changing it: numbers go straight through from the engine. */
import type { Remote } from 'comlink';
import type { Labels, Sample, Samples, Split } from '../contract/dataset.js';
import type { Evaluation, Prediction, SplitPredictions } from '../contract/evaluation.js';
import type { Activations, Filters, SaliencyMap, SaliencyOptions } from '../contract/inspection.js';
import type { Weight } from '../contract/network.js';
import type { ErrorCode } from '../contract/playground-error.js';
import type { PredictInput } from '../contract/session.js';
import type { EngineApi } from '../engine/api.js';

export abstract class SessionReads {
  abstract readonly name: string;

  /** One call of the engine; whatever it throws without a code gets `code`. */
  protected abstract ask<T>(code: ErrorCode, use: (engine: Remote<EngineApi>) => Promise<T>): Promise<T>;

  evaluate(split: Split = 'test'): Promise<Evaluation> {
    return this.ask('data-mismatch', (engine) => engine.evaluate(this.name, split));
  }

  predictions(split: Split = 'test'): Promise<SplitPredictions> {
    return this.ask('data-mismatch', (engine) => engine.predictions(this.name, split));
  }

  predict(input: PredictInput): Promise<Prediction> {
    return this.ask('data-mismatch', (engine) => engine.predict(this.name, input));
  }

  async sample(index: number): Promise<Sample> {
    const { values, shape, labels } = await this.samples([index]);
    return { values, shape: shape.slice(1), label: labels[0] ?? 0 };
  }

  samples(indices: readonly number[]): Promise<Samples> {
    return this.ask('data-mismatch', (engine) => engine.samples(this.name, indices));
  }

  labels(): Promise<Labels> {
    return this.ask('data-mismatch', (engine) => engine.labels(this.name));
  }

  filters(layer: string | number): Promise<Filters> {
    return this.ask('network-invalid', (engine) => engine.filters(this.name, layer));
  }

  activations(layer: string | number, input: number | Float32Array): Promise<Activations> {
    return this.ask('network-invalid', (engine) => engine.activations(this.name, layer, input));
  }

  saliency(options: SaliencyOptions): Promise<SaliencyMap> {
    return this.ask('network-invalid', (engine) => engine.saliency(this.name, options));
  }

  weights(): Promise<Weight[]> {
    return this.ask('network-invalid', (engine) => engine.weights(this.name));
  }
}
