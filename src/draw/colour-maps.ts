/** Colour maps as tables of 255 RGB entries: an odd number, so that the middle of a diverging map is an entry of its own. */
import { interpolateRgb, piecewise } from 'd3-interpolate';
import { interpolateMagma, interpolateViridis } from 'd3-scale-chromatic';

/** `diverging` runs from blue (negative) over a neutral grey to red (positive): ColorBrewer's RdBu, safe for colour-blind readers. */
export type ColourMapName = 'grey' | 'viridis' | 'magma' | 'diverging';

/** 255 × [red, green, blue]. */
export type ColourMap = Uint8ClampedArray;

export const entries = 255;

const blueToRed = ['#2166ac', '#67a9cf', '#f7f7f7', '#ef8a62', '#b2182b'];

const interpolators: Record<ColourMapName, () => (t: number) => string> = {
  grey: () => (t) => `rgb(${t * 255},${t * 255},${t * 255})`,
  viridis: () => interpolateViridis,
  magma: () => interpolateMagma,
  diverging: () => piecewise(interpolateRgb, blueToRed),
};

const made = new Map<ColourMapName, ColourMap>();

/** The table of a map, made at its first use. */
export function colourMap(name: ColourMapName): ColourMap {
  let map = made.get(name);
  if (!map) {
    map = tabulate(interpolators[name]());
    made.set(name, map);
  }
  return map;
}

function tabulate(interpolate: (t: number) => string): ColourMap {
  const table = new Uint8ClampedArray(entries * 3);
  for (let i = 0; i < entries; i++) table.set(channels(interpolate(i / (entries - 1))), i * 3);
  return table;
}

/** `#rrggbb` or `rgb(r, g, b)` as three numbers. */
function channels(colour: string): number[] {
  if (colour.startsWith('#')) return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

/** A map as a CSS gradient, for the scale beside a picture. */
export function cssGradient(name: ColourMapName, direction = 'to right', stops = 9): string {
  const map = colourMap(name);
  const colours = Array.from({ length: stops }, (_, i) => {
    const at = Math.round((i / (stops - 1)) * (entries - 1)) * 3;
    return `rgb(${map[at]} ${map[at + 1]} ${map[at + 2]})`;
  });
  return `linear-gradient(${direction}, ${colours.join(', ')})`;
}
