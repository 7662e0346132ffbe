/**
 * The contract of a saliency method: which input made the network decide?
 * A method says what it needs and is given that; it never touches the network itself.
 */
import type { SaliencyDescription } from '../../contract/catalogue.js';
import type { NumberArray, SaliencyOptions } from '../../contract/inspection.js';
import type { Random } from '../../data/random.js';

/** The feature maps of one layer for the input, and how the target depends on them. */
export interface FeatureMaps {
  layer: string;
  /** [...places, channels]. */
  maps: NumberArray;
  /** ∂(target logit)/∂(maps), of the same shape. */
  gradient: Float32Array;
}

/** Everything a method may ask for. The target is one logit: the output before its softmax or sigmoid. */
export interface SaliencyTools {
  /** ∂(target logit)/∂x for several inputs at once, row-major one after another. */
  gradients(inputs: Float32Array): Promise<Float32Array>;
  /** Feature maps of a layer, by default of the last convolution. */
  featureMaps(layer?: string): Promise<FeatureMaps>;
  /** Seeded by the options: the same seed gives the same map. */
  random: Random;
  /** Lets the engine answer others; call it between slices of long work. */
  pause(): Promise<void>;
}

/** One sample, one map. */
interface SaliencyValues extends NumberArray {
  extra?: Record<string, NumberArray | number>;
}

export interface SaliencyMethod<Need extends keyof SaliencyTools = keyof SaliencyTools> {
  readonly description: SaliencyDescription;
  readonly needs: readonly Need[];
  /** `input` is one sample of the network's input shape. Options left out take the description's defaults. */
  compute(input: NumberArray, tools: Pick<SaliencyTools, Need>, options: Omit<SaliencyOptions, 'input'>): Promise<SaliencyValues>;
}
