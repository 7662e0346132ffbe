/** Fits a network that was asked for to the data at hand. */
import type { LayerSpec, NetworkSpec, PresetName } from '../contract/network.js';
import type { DatasetInfo } from '../contract/dataset.js';
import { PlaygroundError } from '../contract/playground-error.js';
import { fitPreset, nativeShape } from '../model/presets.js';

/** The spec to build: a preset for these data (or, without data, for the course's own), a spec with its input shape filled in. */
export function fitted(asked: PresetName | NetworkSpec, data: DatasetInfo | null): NetworkSpec {
  if (typeof asked === 'string') {
    return fitPreset(asked, data ? { sampleShape: data.sampleShape, classes: data.classNames.length } : nativeShape(asked));
  }
  if (asked?.inputShape || !data) {
    if (asked && !asked.inputShape)
      throw new PlaygroundError('network-invalid', 'The network has no inputShape, and there are no data to take it from.');
    return asked;
  }
  return { ...asked, inputShape: [...data.sampleShape] };
}

/**
 * The spec for new data, where it stood on the old ones: the input shape follows the samples, and a last Dense layer with a unit
 * a class keeps having one. A network that did not fit the old data was meant for something else and stays as it is.
 */
export function refitted(asked: PresetName | NetworkSpec, old: DatasetInfo | null, data: DatasetInfo): PresetName | NetworkSpec {
  if (typeof asked === 'string' || !old) return asked;
  const { inputShape } = asked;
  if (inputShape && inputShape.join() !== old.sampleShape.join()) return asked;
  return {
    ...asked,
    ...(inputShape && { inputShape: [...data.sampleShape] }),
    layers: withClasses(asked.layers, old.classNames.length, data.classNames.length),
  };
}

function withClasses(layers: readonly LayerSpec[], old: number, now: number): LayerSpec[] {
  const last = layers.findLastIndex(({ type }) => type === 'Dense');
  return layers.map((layer, i) => (i === last && layer.type === 'Dense' && layer.units === old ? { ...layer, units: now } : layer));
}
