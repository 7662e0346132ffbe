import { expect } from '@open-wc/testing';
import { asinhStretch, Stretch } from '../../../../src/data/synthetic/stretch.js';

/** Bytes of one pixel with these three band values. */
function pixel(a: number, b: number, c: number, pedestal = 0): number[] {
  const bytes = new Uint8Array(3);
  const plane = (value: number): Float32Array => Float32Array.of(value);
  new Stretch(20, pedestal).write([plane(a), plane(b), plane(c)], [1, 1, 1], bytes, 0);
  return Array.from(bytes);
}

describe('asinh stretch', () => {
  it('is 0 at 0, linear when faint and logarithmic when bright', () => {
    expect(asinhStretch(0, 20)).to.equal(0);
    expect(asinhStretch(1e-4, 20) / 1e-4).to.be.closeTo(Math.sqrt(20), 0.01);
    expect(asinhStretch(1e4, 20) - asinhStretch(1e3, 20)).to.be.closeTo(Math.LN10 / Math.sqrt(20), 1e-4);
  });

  it('goes from black to white and never falls', () => {
    expect(pixel(0, 0, 0)).to.deep.equal([0, 0, 0]);
    expect(pixel(5, 5, 5)).to.deep.equal([255, 255, 255]);
    let previous = -1;
    for (let light = 0; light < 4; light += 0.003) {
      const [value = -1] = pixel(light, light, light);
      expect(value).to.be.at.least(previous);
      previous = value;
    }
  });

  it('matches the formula, table or not', () => {
    for (const light of [0.01, 0.05, 0.2, 0.6]) {
      const [value] = pixel(light, light, light);
      expect(value).to.be.closeTo(255 * asinhStretch(light, 20), 1);
    }
    // Mean intensity 2.1 lies beyond the table.
    const [faint] = pixel(0.3, 3, 3);
    expect(faint).to.be.closeTo((0.3 / 2.1) * 255 * asinhStretch(2.1, 20), 1);
  });

  it('keeps the colour of a pixel as it brightens', () => {
    const [a = 0, b = 0, c = 0] = pixel(0.02, 0.04, 0.06);
    expect(b / a).to.be.closeTo(2, 0.1);
    expect(c / a).to.be.closeTo(3, 0.15);
    const [d = 0, e = 0, f = 0] = pixel(0.2, 0.4, 0.6);
    expect(e / d).to.be.closeTo(2, 0.05);
    expect(f / d).to.be.closeTo(3, 0.1);
  });

  it('lifts the sky by the pedestal and cuts what lies below it', () => {
    expect(pixel(0, 0, 0, 0.02)[0]).to.be.closeTo(255 * asinhStretch(0.02, 20), 1);
    expect(pixel(-1, 0, 0, 0.02)[0]).to.equal(0);
  });
});
