/** Changes to a network spec: each takes a spec and returns a new one. */
import type { LayerSpec, NetworkSpec } from '../../contract/network.js';

/** What marks the name of a preset that is no longer what the course has. */
const edited = ' (edited)';

function withLayers(spec: NetworkSpec, layers: LayerSpec[]): NetworkSpec {
  if (!spec.name || spec.name.endsWith(edited)) return { ...spec, layers };
  return { ...spec, name: `${spec.name}${edited}`, layers };
}

/** `layer` stands at position `at` afterwards; those from there on move up by one. */
export function addLayer(spec: NetworkSpec, at: number, layer: LayerSpec): NetworkSpec {
  return withLayers(spec, spec.layers.toSpliced(at, 0, { ...layer }));
}

export function removeLayer(spec: NetworkSpec, at: number): NetworkSpec {
  return withLayers(spec, spec.layers.toSpliced(at, 1));
}

/** The same spec where either place is not in it. */
export function moveLayer(spec: NetworkSpec, from: number, to: number): NetworkSpec {
  const layer = spec.layers[from];
  if (!layer || to < 0 || to >= spec.layers.length || from === to) return spec;
  return withLayers(spec, spec.layers.toSpliced(from, 1).toSpliced(to, 0, layer));
}

/** A copy after the layer, with no name: names are unique. */
export function duplicateLayer(spec: NetworkSpec, at: number): NetworkSpec {
  const layer = spec.layers[at];
  if (!layer) return spec;
  const { name: _, ...copy } = layer;
  return addLayer(spec, at + 1, copy as LayerSpec);
}

/** Sets one option of one layer; the engine says whether it fits. */
export function setOption(spec: NetworkSpec, at: number, option: string, value: unknown): NetworkSpec {
  const layer = spec.layers[at];
  if (!layer) return spec;
  return withLayers(spec, spec.layers.with(at, { ...layer, [option]: value } as LayerSpec));
}

/** The value of one option of a layer, undefined where the spec leaves it out. */
export const optionOf = (layer: LayerSpec | undefined, option: string): unknown => (layer as Record<string, unknown> | undefined)?.[option];
