/**
 * What Galaxy10 files do not say themselves: the names of their classes and the letters of their channels.
 * Source: https://astronn.readthedocs.io/en/latest/galaxy10sdss.html and …/galaxy10.html (DECaLS). The two sets' numbers mean different
 * things. In the DECaLS table class 3 is "In-between round smooth", as in the documentation; astroNN's own Python table has the SDSS name there.
 */

/** The ten classes of Galaxy10 SDSS, 69×69×3. */
export const sdssClassNames: readonly string[] = [
  'Disk, face-on, no spiral',
  'Smooth, completely round',
  'Smooth, in-between round',
  'Smooth, cigar-shaped',
  'Disk, edge-on, rounded bulge',
  'Disk, edge-on, boxy bulge',
  'Disk, edge-on, no bulge',
  'Disk, face-on, tight spiral',
  'Disk, face-on, medium spiral',
  'Disk, face-on, loose spiral',
];

/** The ten classes of Galaxy10 DECaLS, 256×256×3. */
export const decalsClassNames: readonly string[] = [
  'Disturbed',
  'Merging',
  'Round smooth',
  'In-between round smooth',
  'Cigar-shaped smooth',
  'Barred spiral',
  'Unbarred tight spiral',
  'Unbarred loose spiral',
  'Edge-on without bulge',
  'Edge-on with bulge',
];

const layouts = [
  { shape: '69,69,3', names: sdssClassNames, bands: ['g', 'r', 'i'] },
  { shape: '256,256,3', names: decalsClassNames, bands: ['g', 'r', 'z'] },
];

/** Letters of the channels of pictures of this shape (before bands and coarsen), or null. */
export function knownBands(pictureShape: readonly number[]): readonly string[] | null {
  return layouts.find(({ shape }) => shape === pictureShape.join())?.bands ?? null;
}

/** Class names of a Galaxy10 set: known by the shape of its pictures and by its labels being exactly 0 to 9. Otherwise null. */
export function knownClassNames(pictureShape: readonly number[], presentLabels: readonly number[]): readonly string[] | null {
  if (presentLabels.join() !== '0,1,2,3,4,5,6,7,8,9') return null;
  return layouts.find(({ shape }) => shape === pictureShape.join())?.names ?? null;
}
