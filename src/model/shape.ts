/** Shapes without the batch axis, and how they are written in words. */

export type Shape = readonly number[];

export const product = (shape: Shape): number => shape.reduce((size, axis) => size * axis, 1);

/** `5×5×8`. */
export const inWords = (shape: Shape): string => shape.join('×');
