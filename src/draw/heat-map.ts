/** Heat maps over pictures: colours for the values, and a transparency that lets the picture through where there is little to say. */
import { sides, toPixels, type Picture, type PictureOptions } from './picture.js';

/** The channels of a map added up, signs kept: how much each place counts, whatever its colour. Shape [height, width, 1]. */
export function sumChannels({ values, shape }: Picture): Picture {
  const { height, width, channels } = sides(shape);
  const sums = new Float32Array(height * width);
  for (let i = 0; i < sums.length; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += values[i * channels + c] as number;
    sums[i] = sum;
  }
  return { values: sums, shape: [height, width, 1] };
}

/** As `toPixels`, with an opacity that grows with the distance from zero: full at the ends of `range`, none at zero. */
export function toVeil(picture: Picture, options: PictureOptions & { range: readonly [number, number] }): ImageData {
  const image = toPixels(picture, options);
  const most = Math.max(Math.abs(options.range[0]), Math.abs(options.range[1])) || 1;
  const { values } = picture;
  for (let i = 0; i < values.length; i++) image.data[i * 4 + 3] = Math.min(255, (255 * Math.abs(values[i] as number)) / most);
  return image;
}
