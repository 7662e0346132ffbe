/** The courses' networks by name. */
import type { PresetDescription } from '../contract/catalogue.js';
import type { NetworkSpec, PresetName } from '../contract/network.js';
import { PlaygroundError } from '../contract/playground-error.js';
import { shown } from '../data/words.js';
import { decals } from './presets/decals.js';
import { phys246 } from './presets/phys246.js';
import { phys467Cnn, phys467Fcn } from './presets/phys467.js';
import type { Fit, Preset } from './presets/preset.js';

const presets: Readonly<Partial<Record<PresetName, Preset>>> = {
  phys246,
  decals,
  'phys467-fcn': phys467Fcn,
  'phys467-cnn': phys467Cnn,
};

export const presetDescriptions: readonly PresetDescription[] = Object.values(presets).map((preset) => preset.description);

/**
 * The network of a course with its input and output fitted to the data.
 * @throws PlaygroundError `network-invalid` where there is no preset of that name.
 */
export const fitPreset = (name: PresetName, fit: Fit): NetworkSpec => presetOf(name).spec(fit);

/**
 * What the course itself fits the network to: for building it before there are data.
 * @throws PlaygroundError `network-invalid` where there is no preset of that name.
 */
export const nativeShape = (name: PresetName): Fit => presetOf(name).native;

function presetOf(name: PresetName): Preset {
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined;
  if (preset) return preset;
  throw new PlaygroundError('network-invalid', `There is no network preset ${shown(name)}. Choose ${Object.keys(presets).join(', ')}.`);
}
