/**
 * Ten colours for classes, told apart by readers with any colour vision: after Petroff (2021), https://arxiv.org/abs/2107.02270,
 * each darkened for light grounds and lightened for dark ones until it stands out 3:1 from them and no two look alike to readers
 * without red or green cones.
 */

/** [on light grounds, on dark grounds], by class. */
export const classColours: readonly (readonly [string, string])[] = [
  ['#2f7fc8', '#5aa5ea'],
  ['#b88400', '#ffb638'],
  ['#bd1f01', '#f0624a'],
  ['#7d8b89', '#a9b8b6'],
  ['#832db6', '#a568d8'],
  ['#96594a', '#c98b78'],
  ['#c44e00', '#f58a3c'],
  ['#867a3f', '#cfc38a'],
  ['#4a4e5c', '#8f94a6'],
  ['#0e6f76', '#9be3e6'],
];

/** The colour of a class as CSS: the same class has the same colour in every element, light or dark. */
export function classColour(label: number): string {
  const [light, dark] = classColours[label % classColours.length] ?? ['#5d6170', '#8f94a6'];
  return `light-dark(${light}, ${dark})`;
}
