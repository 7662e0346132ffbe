/** What an HDF5 file may declare before anything of it is read: broken and hostile files declare what no memory holds. */
import type { Filter, Metadata } from 'h5wasm';
import { PlaygroundError } from '../../contract/playground-error.js';
import { inWords, product } from '../shape.js';
import { mismatch, whole } from '../words.js';

/** HDF5's type classes. */
const integer = 0;
const float = 1;
const classNames: Record<number, string> = {
  2: 'time',
  3: 'text',
  4: 'bit field',
  5: 'opaque',
  6: 'compound',
  7: 'reference',
  8: 'enumeration',
};

/** Filters that are built into the library and bounded in what they do. */
const deflate = 1;
const shuffle = 2;
const fletcher32 = 3;
const readableFilters = [deflate, shuffle, fletcher32];

const mostSamples = 10e6;
/** A chunk is unpacked whole, twice over. */
const mostChunkBytes = 256 << 20;
const mostPictureBytes = 256 << 20;
/** What may be unpacked on the way, kept or not: the whole DECaLS file ten times. */
const mostStoredBytes = 32 * 2 ** 30;
const mostChannels = 64;
/** Each piece of a picture is an object and a call of the library for every row of chunks; Galaxy10's pictures lie in 96 and 192. */
const mostPieces = 1e5;
/** Memory for the result: three times the SDSS file, half of the DECaLS file. */
const resultBudget = 1.5 * 2 ** 30;

/** "uint8", "float32", "compound". */
export function typeName({ type, size, signed }: Metadata): string {
  if (type === integer) return `${signed ? 'int' : 'uint'}${size * 8}`;
  return type === float ? `float${size * 8}` : (classNames[type] ?? 'unknown type');
}

/** A stack of pictures by its rank and type. */
export const isPictures = ({ shape, type }: Metadata): boolean =>
  (shape?.length === 4 || shape?.length === 3) && (type === integer || type === float);

/** One whole number for each of `n` samples. */
export const isWholeNumbers = ({ shape, type }: Metadata, n: number | undefined): boolean =>
  type === integer && shape?.[0] === n && (shape?.length === 1 || (shape?.length === 2 && shape[1] === 1));

/** Refuses pictures that cannot be read, in words. */
export function checkImages(file: string, name: string, metadata: Metadata, filters: readonly Filter[]): void {
  const { shape, chunks, type, size } = metadata;
  const refuse = (words: string): never => {
    throw new PlaygroundError('file-unsupported', `"${name}" in ${file} ${words}`);
  };
  if (!isPictures(metadata)) {
    refuse(`is ${inWords(shape ?? [])} ${typeName(metadata)}; a stack of pictures is n×height×width×channels of numbers.`);
  }
  const known = type === integer ? [1, 2, 4] : [4, 8];
  const better = type === integer ? 'uint8, or as 16- or 32-bit numbers' : 'float32';
  if (!known.includes(size)) refuse(`is stored as ${typeName(metadata)}; store it as ${better}.`);
  checkFilters(file, name, filters);
  const [, height = 0, width = 0, channels = 1] = shape ?? [];
  if (channels > mostChannels)
    refuse(`has ${channels} channels (${inWords(shape ?? [])}); the channels must come last, as in n×height×width×channels.`);
  if (height < 1 || width < 1 || channels < 1) refuse(`is empty (${inWords(shape ?? [])}).`);
  if (bytesOf([height, width, channels], size) > mostPictureBytes)
    throw tooLarge(file, `pictures of ${inWords([height, width, channels])}`);
  if (chunks && bytesOf(chunks, size) > mostChunkBytes) throw tooLarge(file, `chunks of ${inWords(chunks)}`, 'Store it in smaller chunks.');
  const pieces = chunks ? piecesOf([height, width, channels], chunks.slice(1)) : 1;
  if (pieces > mostPieces) refuse(`is stored in ${whole(pieces)} pieces a picture; save it again with larger chunks.`);
  if (bytesOf(shape ?? [], size) > mostStoredBytes) throw tooLarge(file, `${inWords(shape ?? [])} values`);
}

function checkFilters(file: string, name: string, filters: readonly Filter[]): void {
  const strange = filters.find(({ id }) => !readableFilters.includes(id));
  if (!strange) return;
  const words = `"${name}" in ${file} is packed with "${strange.name || strange.id}", which cannot be unpacked here; store it with gzip.`;
  throw new PlaygroundError('file-unsupported', words);
}

/** Refuses labels that are not one number a picture. */
export function checkLabels(file: string, name: string, metadata: Metadata, filters: readonly Filter[], pictures: number): void {
  checkFilters(file, name, filters);
  const { shape, type, size } = metadata;
  const flat = shape?.length === 1 || (shape?.length === 2 && shape[1] === 1);
  if (!flat || (type !== integer && !(type === float && size >= 4))) {
    const words = `The labels "${name}" are ${inWords(shape ?? [])} ${typeName(metadata)}; one whole number a picture is needed.`;
    throw new PlaygroundError('file-unsupported', words);
  }
  const n = shape?.[0] ?? 0;
  if (n !== pictures) throw mismatch(`There are ${whole(pictures)} pictures and ${whole(n)} labels: one label a picture is needed.`);
  if (n > mostSamples) throw new PlaygroundError('file-too-large', `There are ${whole(n)} samples; ${whole(mostSamples)} is the most.`);
}

/** How many chunks a picture lies in. */
const piecesOf = (picture: readonly number[], chunk: readonly number[]): number =>
  product(picture.map((side, axis) => Math.ceil(side / (chunk[axis] ?? 1))));

/** Refuses a result (and what it takes to average it) that would not fit into memory. */
export function checkResult(file: string, bytes: number): void {
  if (bytes > resultBudget)
    throw tooLarge(file, `${(bytes / 2 ** 30).toFixed(1)} GB of samples`, 'Set coarsen to 4, choose bands, or set a limit.');
}

/** Exact, whatever a file declares. */
const bytesOf = (shape: readonly number[], size: number): bigint =>
  shape.reduce((product, side) => product * BigInt(Math.trunc(side)), BigInt(size));

const tooLarge = (file: string, what: string, advice = ''): PlaygroundError =>
  new PlaygroundError('file-too-large', `${file} holds ${what}: more than fits into a page's memory. ${advice}`.trimEnd());
