/** A network of one of the courses: how it is fitted to data, and how the course prepares its data and trains it. */
import type { PresetDescription } from '../../contract/catalogue.js';
import type { NetworkSpec } from '../../contract/network.js';
import type { Shape } from '../../data/shape.js';

/** What a preset is fitted to. */
export interface Fit {
  /** Without the batch axis, as the network receives it. */
  sampleShape: Shape;
  /** Number of classes. */
  classes: number;
}

export interface Preset {
  readonly description: PresetDescription;
  /** What the course itself fits the network to. */
  readonly native: Fit;
  spec(fit: Fit): NetworkSpec;
}

/** Flatten, unless the samples are flat already. */
export const flattened = (sampleShape: Shape): NetworkSpec['layers'] => (sampleShape.length > 1 ? [{ type: 'Flatten' }] : []);
