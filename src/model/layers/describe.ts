/** The palette's entry of a layer type, put together from its options. */
import type { LayerDescription } from '../../contract/catalogue.js';
import type { LayerSpec } from '../../contract/network.js';
import type { LayerOption } from './options.js';

export function describe(
  example: LayerSpec,
  words: { label: string; description: string },
  rank: number | null,
  options: readonly LayerOption[],
): LayerDescription {
  return {
    name: example.type,
    ...words,
    rank,
    example,
    options: options.flatMap((option) => (option.description ? [option.description] : [])),
  };
}
