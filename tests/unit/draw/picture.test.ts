import { expect } from '@open-wc/testing';
import type { ColourScheme } from '../../../src/draw/colour-maps.js';
import { blockFor, shrink, sides, toPixels } from '../../../src/draw/picture.js';

const rgba = (image: ImageData, at: number) => [...image.data.slice(at * 4, at * 4 + 4)];

describe('draw/picture', () => {
  it('draws three 8-bit channels as red, green and blue, unchanged and opaque', () => {
    const image = toPixels({ values: Uint8Array.of(1, 2, 3, 250, 128, 0), shape: [1, 2, 3] });
    expect([image.width, image.height]).to.deep.equal([2, 1]);
    expect(rgba(image, 0)).to.deep.equal([1, 2, 3, 255]);
    expect(rgba(image, 1)).to.deep.equal([250, 128, 0, 255]);
  });

  it('draws one channel grey from 0 to 255, with or without a channel axis', () => {
    for (const shape of [
      [2, 1, 1],
      [2, 1],
    ]) {
      const image = toPixels({ values: Uint8Array.of(0, 255), shape });
      expect([rgba(image, 0), rgba(image, 1)]).to.deep.equal([
        [0, 0, 0, 255],
        [255, 255, 255, 255],
      ]);
    }
  });

  it('draws the first of two or five channels', () => {
    for (const channels of [2, 5]) {
      const values = new Uint8Array(channels * 2);
      values[channels] = 255;
      const image = toPixels({ values, shape: [1, 2, channels] });
      expect([rgba(image, 0)[0], rgba(image, 1)[0]], `${channels} channels`).to.deep.equal([0, 255]);
    }
  });

  it('stretches floats from their smallest to their largest, or over a given range, cutting off what lies beyond', () => {
    const picture = { values: Float32Array.of(-1, 0, 1), shape: [1, 3] };
    expect([0, 1, 2].map((at) => rgba(toPixels(picture), at)[0])).to.deep.equal([0, 128, 255]);
    expect([0, 1, 2].map((at) => rgba(toPixels(picture, { range: [0, 2] }), at)[0])).to.deep.equal([0, 0, 128]);
  });

  it('draws zero of a symmetric range in the neutral middle of the diverging map', () => {
    const zero = (scheme?: ColourScheme) =>
      rgba(toPixels({ values: Float32Array.of(0), shape: [1, 1] }, { map: 'diverging', range: [-3, 3], scheme }), 0);
    expect(zero()).to.deep.equal([247, 247, 247, 255]);
    expect(zero('light')).to.deep.equal([247, 247, 247, 255]);
    expect(zero('dark')).to.deep.equal([39, 46, 60, 255]);
  });

  it('draws NaN as the darkest instead of failing', () => {
    expect(rgba(toPixels({ values: Float32Array.of(Number.NaN, 1, 0), shape: [1, 3] }), 0)).to.deep.equal([0, 0, 0, 255]);
  });

  it('averages whole blocks channel by channel and drops the rest, keeping the kind of number', () => {
    const values = Uint8Array.of(0, 100, 2, 100, 9, 9, 4, 100, 6, 100, 9, 9); // [2, 3, 2]
    const small = shrink({ values, shape: [2, 3, 2] }, 2);
    expect(small.shape).to.deep.equal([1, 1, 2]);
    expect(small.values).to.deep.equal(Uint8Array.of(3, 100));
    expect(shrink({ values: Float32Array.of(0, 1, 0, 0), shape: [2, 2] }, 2).values).to.deep.equal(Float32Array.of(0.25));
    const whole = { values, shape: [2, 3, 2] };
    expect(shrink(whole, 1)).to.equal(whole);
  });

  it('says how far a picture must be averaged to fit', () => {
    expect([blockFor([69, 69, 3], 138), blockFor([256, 256, 3], 138), blockFor([139, 10, 1], 138)]).to.deep.equal([1, 2, 2]);
  });

  it('reads the sides of pictures, single bands and lists of numbers', () => {
    expect(sides([4, 5, 3])).to.deep.equal({ height: 4, width: 5, channels: 3 });
    expect(sides([4, 5])).to.deep.equal({ height: 4, width: 5, channels: 1 });
    expect(sides([7])).to.deep.equal({ height: 1, width: 7, channels: 1 });
  });
});
