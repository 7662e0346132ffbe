/** Shapes of samples, pictures and network inputs (without the batch axis), and how they are written in words. */

export type Shape = readonly number[];

/** Number of values an array of this shape holds; 1 for an empty shape. */
export const product = (shape: Shape): number => shape.reduce((size, axis) => size * axis, 1);

/** `[5, 5, 8]` as "5×5×8". */
export const inWords = (shape: Shape): string => shape.join('×');
