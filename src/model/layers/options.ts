/** Options of layers: what each accepts, in words, and how a form shows it. */
import type { OptionDescription } from '../../contract/catalogue.js';
import { activationNames } from '../activations.js';
import { initializerNames } from '../initializers.js';

export interface LayerOption {
  readonly name: string;
  readonly required: boolean;
  accepts(value: unknown): boolean;
  /** Completes "It must be …". */
  readonly expected: string;
  /** Absent where a form has no simple field for it. */
  readonly description?: OptionDescription;
}

/** Larger numbers are refused before any arithmetic is done with them. */
const largest = 1e9;
const isSize = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= largest;
const isCount = (value: unknown): value is number => value === 0 || isSize(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isListOf = (length: number, accepts: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.length === length && value.every(accepts);

export const required = (option: LayerOption): LayerOption => ({ ...option, required: true });

/** A whole number of something, from 1. */
export const size = (name: string, label: string, description: string, range: { default: number; max: number }): LayerOption => ({
  name,
  required: false,
  accepts: isSize,
  expected: 'a whole number, 1 or more',
  description: { kind: 'number', name, label, description, min: 1, step: 1, ...range },
});

/** A whole number for every axis alike, or a list with one for each of the `axes` axes. */
export const sizes = (
  axes: number,
  name: string,
  label: string,
  description: string,
  range: { default: number; max: number } | null,
): LayerOption => ({
  name,
  required: false,
  accepts: (value) => isSize(value) || isListOf(axes, isSize)(value),
  expected: `a whole number, 1 or more, or a list of ${axes}`,
  ...(range && { description: { kind: 'number', name, label, description, min: 1, step: 1, ...range } }),
});

export const decimal = (
  name: string,
  label: string,
  description: string,
  range: { default: number; min: number; max: number; step: number },
): LayerOption => ({
  name,
  required: false,
  accepts: (value) => isNumber(value) && value >= range.min && value <= range.max,
  expected: `a number from ${range.min} to ${range.max}`,
  description: { kind: 'number', name, label, description, ...range },
});

const choice = (name: string, label: string, description: string, choices: readonly string[], preselected: string): LayerOption => ({
  name,
  required: false,
  accepts: (value) => typeof value === 'string' && choices.includes(value),
  expected: `one of ${choices.join(', ')}`,
  description: { kind: 'choice', name, label, description, choices, default: preselected },
});

export const yesOrNo = (name: string, label: string, description: string, preselected: boolean): LayerOption => ({
  name,
  required: false,
  accepts: (value) => typeof value === 'boolean',
  expected: 'true or false',
  description: { kind: 'boolean', name, label, description, default: preselected },
});

/** A named initializer, or `{ normal: width }` or `{ uniform: limit }`. */
const initializer = (name: string): LayerOption => ({
  name,
  required: false,
  accepts: (value) => {
    if (typeof value === 'string') return (initializerNames as readonly string[]).includes(value);
    if (typeof value !== 'object' || value === null) return false;
    const [entry, ...others] = Object.entries(value);
    return entry !== undefined && others.length === 0 && ['normal', 'uniform'].includes(entry[0]) && isNumber(entry[1]) && entry[1] >= 0;
  },
  expected: `one of ${initializerNames.join(', ')}, or { normal: width }, or { uniform: limit }`,
});

/** Zeros on each side: one number, or a list of [before, after] for each of the `axes` axes. */
export const zeros = (axes: number, name: string, label: string, description: string): LayerOption => ({
  name,
  required: false,
  accepts: (value) => isCount(value) || isListOf(axes, isListOf(2, isCount))(value),
  expected: `a whole number, 0 or more, or a list of ${axes} pairs [before, after]`,
  description: { kind: 'number', name, label, description, min: 0, max: 16, step: 1, default: 1 },
});

/** The length of each axis; one may be −1 for "whatever is left". */
export const targetShape: LayerOption = {
  name: 'targetShape',
  required: true,
  accepts: (value) =>
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= 4 &&
    value.every((axis) => axis === -1 || isSize(axis)) &&
    value.filter((axis) => axis === -1).length <= 1,
  expected: 'a list of one to four whole numbers, at most one of them −1 for "what is left"',
};

export const activation = (preselected = 'linear'): LayerOption =>
  choice('activation', 'Activation', 'The function applied to each output.', activationNames, preselected);

export const padding = choice(
  'padding',
  'Padding',
  'valid: only where the window fits whole; same: zeros around the edge, so that stride 1 keeps the size.',
  ['valid', 'same'],
  'valid',
);

/** What Dense and the convolutions share. */
export const weighted: readonly LayerOption[] = [
  activation(),
  yesOrNo('useBias', 'Bias', 'Add a learned number to each output.', true),
  initializer('kernelInitializer'),
  initializer('biasInitializer'),
];
