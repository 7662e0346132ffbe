/** Which channels of a picture are kept. */
import { inWords } from './shape.js';
import { mismatch } from './words.js';

/** Channel indices of `bands` (all where null), in the order asked for. Letters are looked up in `letters`, case ignored. */
export function bandIndices(
  bands: readonly (number | string)[] | null,
  shape: readonly number[],
  letters: readonly string[] | null,
): number[] {
  const channels = shape.at(-1) ?? 0;
  if (bands === null) return Array.from({ length: channels }, (_, i) => i);
  if (shape.length !== 3) throw mismatch(`Bands can be chosen of pictures (height×width×channels); these samples are ${inWords(shape)}.`);
  const indices = bands.map((band) => {
    const index = typeof band === 'number' || /^\d+$/.test(band) ? Number(band) : indexOfLetter(band, letters);
    if (Number.isInteger(index) && index >= 0 && index < channels) return index;
    const known = letters ? ` (${letters.join(', ')})` : '';
    throw mismatch(`There is no band ${band}: these pictures have channels 0 to ${channels - 1}${known}.`);
  });
  // Seen only now: 'g', 'G', '0' and 0 may be one and the same channel, and a reduction has one place for each.
  const twice = indices.find((index, i) => indices.indexOf(index) < i);
  if (twice !== undefined) throw mismatch(`Option "bands" names channel ${twice} twice: [${bands.join(', ')}].`);
  return indices;
}

const indexOfLetter = (letter: string, letters: readonly string[] | null): number =>
  letters?.findIndex((known) => known.toLowerCase() === letter.toLowerCase()) ?? -1;
