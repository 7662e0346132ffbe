/** What the engine can do, in its own words: forms and menus are drawn from this, so a new method needs no code in any element. */
import type { Initializer, LayerSpec, LayerType, PresetName } from './network.js';
import type { LossName, OptimizerName, TrainOptions } from './training.js';
import type { SaliencyMethodName } from './inspection.js';
import type { DatasetOptions } from './dataset.js';

/** One option of a method or layer, enough to draw its form field. */
export type OptionDescription = { name: string; label: string; description: string } & (
  | { kind: 'number'; default: number; min: number; max: number; step: number; logarithmic?: boolean }
  | { kind: 'choice'; default: string; choices: readonly string[] }
  | { kind: 'boolean'; default: boolean }
);

export interface MethodDescription<Name extends string = string> {
  name: Name;
  label: string;
  /** One sentence in the learner's language. */
  description: string;
  options: readonly OptionDescription[];
}

export interface SaliencyDescription extends MethodDescription<SaliencyMethodName> {
  signed: boolean;
  /** Where the method comes from. */
  source: string;
}

export interface LayerDescription extends MethodDescription<LayerType> {
  /** What the palette adds. */
  example: LayerSpec;
  /** Number of axes of the input without the batch axis; null for any. */
  rank: number | null;
}

export interface PresetDescription {
  name: PresetName;
  label: string;
  description: string;
  /** How the course prepares its data and trains this network. */
  dataset: Omit<DatasetOptions, 'src'>;
  training: TrainOptions;
}

export interface Catalogue {
  layers: readonly LayerDescription[];
  presets: readonly PresetDescription[];
  optimizers: readonly MethodDescription<OptimizerName>[];
  losses: readonly MethodDescription<LossName>[];
  saliency: readonly SaliencyDescription[];
  initializers: readonly Initializer[];
}
