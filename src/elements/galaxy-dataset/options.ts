/** From the tag's attributes to the options of a dataset. */
import type { ComplexAttributeConverter } from 'lit';
import type { DatasetOptions, DatasetSource, Scale } from '../../contract/dataset.js';

const items = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

/** `"0, 1, 4"` ↔ `[0, 1, 4]`. What is no number stays as NaN, for the session to refuse in words. */
export const numberList: ComplexAttributeConverter<readonly number[] | undefined> = {
  fromAttribute: (text) => (text === null ? undefined : items(text).map(Number)),
  toAttribute: (list) => list?.join(',') ?? null,
};

/** `"g"` ↔ `['g']`, `"0,2"` ↔ `[0, 2]`. */
export const bandList: ComplexAttributeConverter<readonly (number | string)[] | undefined> = {
  fromAttribute: (text) => (text === null ? undefined : items(text).map((band) => (/^\d+$/.test(band) ? Number(band) : band))),
  toAttribute: (list) => list?.join(',') ?? null,
};

/** What the tag says about how its data are prepared; undefined leaves it to the session. */
export interface Recipe {
  classes: readonly number[] | undefined;
  bands: readonly (number | string)[] | undefined;
  coarsen: number | undefined;
  crop: number | undefined;
  scale: Scale | undefined;
  normalise: boolean;
  split: number | undefined;
  seed: number | undefined;
  limit: number | undefined;
}

/** The options of a request for `src`, without what the tag leaves open; a removed attribute leaves null behind. */
export function toOptions(src: DatasetSource, recipe: Recipe): DatasetOptions {
  const { classes, bands, coarsen, crop, scale, normalise, split, seed, limit } = recipe;
  const said = Object.entries({ classes, bands, coarsen, crop, scale, split, seed, limit }).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return { src, ...Object.fromEntries(said), ...(normalise ? { normalise } : {}) };
}
