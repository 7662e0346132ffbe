/** The courses' networks by name. */
import type { PresetDescription } from '../../contract/catalogue.js';
import type { NetworkSpec, PresetName } from '../../contract/network.js';
import { PlaygroundError } from '../../contract/playground-error.js';
import { decals } from './decals.js';
import { phys246 } from './phys246.js';
import { phys467Cnn, phys467Fcn } from './phys467.js';
import type { Fit, Preset } from './preset.js';

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
export function fitPreset(name: PresetName, fit: Fit): NetworkSpec {
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined;
  if (preset) return preset.spec(fit);
  throw new PlaygroundError('network-invalid', `There is no network preset "${name}". Choose ${Object.keys(presets).join(', ')}.`);
}
