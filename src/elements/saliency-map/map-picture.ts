/** A saliency map as it is drawn: one number a place, its range and its colours. Nothing here depends on the method. */
import type { SaliencyMap } from '../../contract/inspection.js';
import type { ColourMapName } from '../../draw/colour-maps.js';
import { sumChannels } from '../../draw/heat-map.js';
import type { Picture } from '../../draw/picture.js';
import { extent, reach } from '../../draw/range.js';

export interface MapPicture {
  picture: Picture;
  map: ColourMapName;
  range: readonly [number, number];
  /** What the network received, stretched from its smallest to its largest value. */
  input: Picture;
}

const memory = new WeakMap<SaliencyMap, MapPicture>();

/** Signed maps are symmetric about zero, others start from it. The same map gives the same pictures. */
export function mapPicture(map: SaliencyMap): MapPicture {
  const known = memory.get(map);
  if (known) return known;
  const picture = sumChannels(map);
  const values = picture.values as Float32Array;
  const most = reach(values);
  const range: [number, number] = map.signed ? [-most, most] : [0, extent(values)[1] || 1];
  const made: MapPicture = { picture, range, map: map.signed ? 'diverging' : 'magma', input: map.input };
  memory.set(map, made);
  return made;
}
