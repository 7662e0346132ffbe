import { expect } from '@open-wc/testing';
import { classColour, classColours } from '../../../src/draw/class-colours.js';
import { colourMap, type ColourMapName, type ColourScheme, cssGradient, entries } from '../../../src/draw/colour-maps.js';

type Rgb = readonly [number, number, number];

const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const entry = (name: ColourMapName, at: number, scheme?: ColourScheme): Rgb =>
  [...colourMap(name, scheme).slice(at * 3, at * 3 + 3)] as unknown as Rgb;
const linear = (channel: number) => (channel <= 10.31475 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4);

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = ([r, g, b]: Rgb) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const contrast = (a: Rgb, b: Rgb) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

/** How a colour looks without red or without green cones: Viénot, Brettel and Mollon 1999, in linear RGB. */
const matrices = {
  protanopia: [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1],
  deuteranopia: [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1],
};
const seen = (colour: Rgb, m: number[]): number[] => {
  const [r, g, b] = colour.map(linear) as unknown as Rgb;
  return [0, 1, 2].map((row) => Math.cbrt(Math.max(0, m[row * 3]! * r + m[row * 3 + 1]! * g + m[row * 3 + 2]! * b)));
};
const distance = (a: number[], b: number[]) => Math.hypot(...a.map((value, i) => value - b[i]!));

describe('draw/colour-maps', () => {
  it('grey, viridis and magma grow lighter from end to end', () => {
    for (const name of ['grey', 'viridis', 'magma'] as const) {
      const lightness = Array.from({ length: entries }, (_, at) => luminance(entry(name, at)));
      for (let i = 1; i < entries; i++) expect(lightness[i], `${name} ${i}`).to.be.at.least(lightness[i - 1]! - 0.002);
      expect(lightness.at(-1)! - lightness[0]!, name).to.be.greaterThan(0.7);
    }
  });

  it('are the published maps', () => {
    expect(entry('viridis', 0)).to.deep.equal([68, 1, 84]);
    expect(entry('viridis', entries - 1)).to.deep.equal([253, 231, 37]);
    expect(entry('magma', 0)).to.deep.equal([0, 0, 4]);
    expect(entry('magma', entries - 1)).to.deep.equal([252, 253, 191]);
  });

  describe('the diverging map', () => {
    const middle = (entries - 1) / 2;
    const neutral = { light: [247, 247, 247], dark: [39, 46, 60] };
    for (const scheme of ['light', 'dark'] as const) {
      const of = (at: number) => entry('diverging', at, scheme);

      it(`has its neutral in the very middle, blue below and red above, ${scheme}`, () => {
        expect(of(middle)).to.deep.equal(neutral[scheme]);
        const [low, high] = [of(0), of(entries - 1)];
        expect(low[2] - low[0]).to.be.greaterThan(90);
        expect(high[0] - high[2]).to.be.greaterThan(90);
      });

      it(`leaves the ground step by step towards both ends, which stand out 3:1 from the middle, ${scheme}`, () => {
        const away = scheme === 'light' ? -1 : 1;
        for (const side of [-1, 1]) {
          const lightness = Array.from({ length: middle + 1 }, (_, i) => luminance(of(middle + side * i)));
          for (let i = 1; i <= middle; i++) expect(away * (lightness[i]! - lightness[i - 1]!), `${side * i}`).to.be.at.least(-0.002);
          expect(contrast(of(middle), of(middle + side * middle))).to.be.at.least(3);
        }
      });

      it(`says for and against also without red or without green cones, ${scheme}`, () => {
        for (const [vision, matrix] of Object.entries(matrices)) {
          for (const i of [40, 80, middle]) {
            expect(distance(seen(of(middle - i), matrix), seen(of(middle + i), matrix)), `${vision} ${i}`).to.be.greaterThan(0.1);
          }
        }
      });
    }

    it('in the dark has a middle that glares no more than the lines of the page', () => {
      expect(contrast(entry('diverging', middle, 'dark'), rgb('#131822'))).to.be.lessThan(1.5);
    });
  });

  it('is given once, and as a CSS gradient from end to end', () => {
    expect(colourMap('magma')).to.equal(colourMap('magma'));
    expect(cssGradient('grey', 'light', 3)).to.equal('linear-gradient(to right, rgb(0 0 0), rgb(128 128 128), rgb(255 255 255))');
  });
});

describe('draw/class-colours', () => {
  it('stand out 3:1 from the grounds they are drawn on', () => {
    for (const [light, dark] of classColours) {
      for (const ground of ['#ffffff', '#fbfaf7']) expect(contrast(rgb(light), rgb(ground)), `${light} on ${ground}`).to.be.at.least(3);
      for (const ground of ['#0b0e14', '#131822']) expect(contrast(rgb(dark), rgb(ground)), `${dark} on ${ground}`).to.be.at.least(3);
    }
  });

  it('are told apart without red or without green cones', () => {
    for (const [vision, matrix] of Object.entries(matrices)) {
      for (const scheme of [0, 1] as const) {
        const colours = classColours.map((pair) => pair[scheme]);
        for (const [i, a] of colours.entries()) {
          for (const b of colours.slice(i + 1)) {
            expect(distance(seen(rgb(a), matrix), seen(rgb(b), matrix)), `${vision}: ${a} and ${b}`).to.be.greaterThan(0.07);
          }
        }
      }
    }
  });

  it('repeat after ten, the same class always the same', () => {
    expect(classColour(3)).to.equal(classColour(13));
    expect(new Set(Array.from({ length: 10 }, (_, label) => classColour(label))).size).to.equal(10);
  });
});
