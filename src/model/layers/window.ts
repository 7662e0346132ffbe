/** The arithmetic of a window that slides over an image: what convolutions and pooling share. */
import type { Padding } from '../../contract/network.js';
import { inWords, type Shape } from '../../data/shape.js';
import type { Problem } from './kind.js';

/** One number stands for every axis alike. */
export function spread(size: number | readonly number[], axes: number): number[] {
  return typeof size === 'number' ? new Array<number>(axes).fill(size) : [...size];
}

/** How many places a window has along each axis: all of it inside (`valid`), or centred on every stride-th value (`same`). */
export function placesOf(input: Shape, window: Shape, strides: Shape, padding: Padding): number[] {
  return input.map((length, axis) => {
    const margin = padding === 'same' ? 1 : (window[axis] ?? 1);
    return Math.ceil((length - margin + 1) / (strides[axis] ?? 1));
  });
}

/** "kernel 7 is larger than its input 5×5", or null where the window fits. `input` has the spatial axes only. */
export function tooLarge(noun: string, size: number | readonly number[], input: Shape, padding: Padding): Problem | null {
  const window = spread(size, input.length);
  if (padding === 'same' || window.every((length, axis) => length <= (input[axis] ?? 0))) return null;
  const words = typeof size === 'number' ? String(size) : inWords(size);
  const most = typeof size === 'number' ? `${Math.min(...input)} or less` : `at most ${inWords(input)}`;
  return { what: `${noun} ${words} is larger than its input ${inWords(input)}`, advice: `Use ${most}, or padding "same".` };
}
