/** The pictures of a layer: each filter with its range, and under it each feature map; made once for each answer of the engine. */
import type { NumberArray } from '../../contract/inspection.js';
import type { ColourMapName } from '../../draw/colour-maps.js';
import { channelPlane, filterCount, filterPlane, mapCount, mapPlane, mosaic, type Plane } from '../../draw/filter-grid.js';
import type { Picture } from '../../draw/picture.js';
import { extent, reach } from '../../draw/range.js';

export interface PictureSet {
  pictures: readonly Picture[];
  /** Of every picture alike, so that they can be compared. */
  range: readonly [number, number];
  /** How single-channel pictures are coloured. */
  map: ColourMapName;
  /** Smallest and largest value of each picture. */
  extents: readonly (readonly [number, number])[];
}

const drawn = ({ values, height, width, channels }: Plane): Picture => ({ values, shape: [height, width, channels] });

/** Three channels are a colour picture with grey for zero, more stand side by side, one is drawn as it is. */
function makeFilters(filters: NumberArray): PictureSet {
  const planes = Array.from({ length: filterCount(filters) }, (_, i) => filterPlane(filters, i));
  const most = reach(filters.values);
  return {
    pictures: planes.map((plane) => drawn(plane.channels === 1 || plane.channels === 3 ? plane : mosaic(plane))),
    range: [-most, most],
    map: 'diverging',
    extents: planes.map(({ values }) => extent(values)),
  };
}

/** From zero where nothing is negative, else symmetric about it. */
function makeMaps(activations: NumberArray): PictureSet {
  const planes = Array.from({ length: mapCount(activations) }, (_, i) => mapPlane(activations, i));
  const [low, high] = extent(activations.values);
  const most = reach(activations.values);
  return {
    pictures: planes.map(drawn),
    range: low < 0 ? [-most, most] : [0, high || 1],
    map: low < 0 ? 'diverging' : 'viridis',
    extents: planes.map(({ values }) => extent(values)),
  };
}

/** The same numbers make the same pictures: they are not drawn again while nothing has changed. */
function remembered<T>(make: (numbers: NumberArray) => T): (numbers: NumberArray) => T {
  const memory = new WeakMap<NumberArray, T>();
  return (numbers) => {
    const made = memory.get(numbers) ?? make(numbers);
    memory.set(numbers, made);
    return made;
  };
}

export const filterPictures = remembered(makeFilters);
export const mapPictures = remembered(makeMaps);

const channelsOf = remembered(() => new Map<number, Picture[]>());

/** The channels of one filter as pictures of their own, for a closer look. */
export function channelPictures(filters: NumberArray, index: number): Picture[] {
  const known = channelsOf(filters).get(index);
  if (known) return known;
  const plane = filterPlane(filters, index);
  const made = Array.from({ length: plane.channels }, (_, channel) => drawn(channelPlane(plane, channel)));
  channelsOf(filters).set(index, made);
  return made;
}
