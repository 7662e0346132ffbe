/** Colour maps as tables of 255 RGB entries: an odd number, so that the middle of a diverging map is an entry of its own. */
import { interpolateRgb, piecewise } from 'd3-interpolate';
import { interpolateMagma, interpolateViridis } from 'd3-scale-chromatic';

/** `diverging` runs from blue (negative) over a neutral middle to red (positive), safe for colour-blind readers. */
export type ColourMapName = 'grey' | 'viridis' | 'magma' | 'diverging';

/** What a picture stands on. Only the diverging map differs: its middle means "nothing", so it is close to the ground. */
export type ColourScheme = 'light' | 'dark';

/** 255 × [red, green, blue]. */
type ColourMap = Uint8ClampedArray;

export const entries = 255;

/** On light grounds ColorBrewer's RdBu, darker towards both ends; on dark ones the same hues, lighter towards both ends. */
const blueToRed: Record<ColourScheme, readonly string[]> = {
  light: ['#2166ac', '#67a9cf', '#f7f7f7', '#ef8a62', '#b2182b'],
  dark: ['#8ecaf2', '#3b82ba', '#272e3c', '#bb5139', '#f9a789'],
};

const interpolators: Record<ColourMapName, (scheme: ColourScheme) => (t: number) => string> = {
  grey: () => (t) => `rgb(${t * 255},${t * 255},${t * 255})`,
  viridis: () => interpolateViridis,
  magma: () => interpolateMagma,
  diverging: (scheme) => piecewise(interpolateRgb, [...blueToRed[scheme]]),
};

const made = new Map<string, ColourMap>();

/** The table of a map, made at its first use. */
export function colourMap(name: ColourMapName, scheme: ColourScheme = 'light'): ColourMap {
  const key = `${name} ${scheme}`;
  const map = made.get(key) ?? tabulate(interpolators[name](scheme));
  made.set(key, map);
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
export function cssGradient(name: ColourMapName, scheme?: ColourScheme, stops = 9): string {
  const map = colourMap(name, scheme);
  const colours = Array.from({ length: stops }, (_, i) => {
    const at = Math.round((i / (stops - 1)) * (entries - 1)) * 3;
    return `rgb(${map[at]} ${map[at + 1]} ${map[at + 2]})`;
  });
  return `linear-gradient(to right, ${colours.join(', ')})`;
}
