/** Reads `synthetic:<name>?n=…&seed=…&size=…`. */
import { PlaygroundError } from '../../contract/playground-error.js';

export interface SyntheticSource {
  kind: 'galaxies' | 'decals';
  /** Number of samples. */
  n: number;
  /** 32 bits. */
  seed: number;
  /** Side of a picture, pixels. */
  size: number;
}

const prefix = 'synthetic:';
const defaults: Record<SyntheticSource['kind'], Omit<SyntheticSource, 'kind'>> = {
  galaxies: { n: 2000, seed: 1, size: 69 },
  decals: { n: 300, seed: 1, size: 256 },
};
const allowed = { n: [10, 50_000], seed: [0, 4_294_967_295], size: [16, 512] } as const;
type Parameter = keyof typeof allowed;
/** What one set may take of the engine's memory, bytes. */
const mostBytes = 1e9;

/**
 * What a `synthetic:` name asks for, defaults filled in.
 * @throws PlaygroundError `file-unsupported` for a name that is not made here, `data-mismatch` for a parameter that cannot be.
 */
export function parseSynthetic(src: string): SyntheticSource {
  if (!src.startsWith(prefix))
    throw new PlaygroundError('file-unsupported', `"${src}" is not a synthetic set: its name would begin with "${prefix}".`);
  const [name = '', query = ''] = src.slice(prefix.length).split('?', 2);
  if (name === 'spectra' || name === 'lightcones') {
    throw new PlaygroundError('file-unsupported', `"${prefix}${name}" cannot be made yet. Use "synthetic:galaxies" or "synthetic:decals".`);
  }
  if (name !== 'galaxies' && name !== 'decals') {
    throw new PlaygroundError('file-unsupported', `There is no synthetic set "${name}". Use "synthetic:galaxies" or "synthetic:decals".`);
  }
  const source: SyntheticSource = { kind: name, ...defaults[name] };
  for (const [key, text] of new URLSearchParams(query)) {
    if (!isParameter(key)) throw new PlaygroundError('data-mismatch', `A synthetic set has no parameter "${key}". Use n, seed or size.`);
    source[key] = wholeNumber(key, text);
  }
  if (source.n * source.size ** 2 * 3 > mostBytes) {
    throw new PlaygroundError(
      'data-mismatch',
      `${source.n} pictures of ${source.size}×${source.size} need more than a gigabyte. Ask for fewer or smaller ones.`,
    );
  }
  return source;
}

const isParameter = (key: string): key is Parameter => Object.hasOwn(allowed, key);

function wholeNumber(key: Parameter, text: string): number {
  const [least, most] = allowed[key];
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new PlaygroundError('data-mismatch', `${key} is "${text}", but has to be a whole number from ${least} to ${most}.`);
}
