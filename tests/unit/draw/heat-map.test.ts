import { expect } from '@open-wc/testing';
import { sumChannels, toVeil } from '../../../src/draw/heat-map.js';

describe('heat map', () => {
  it('adds the channels of a place up, signs kept', () => {
    const sum = sumChannels({ values: Float32Array.of(1, -2, 0.5, 4, 4, 4), shape: [1, 2, 3] });
    expect([...sum.values]).to.deep.equal([-0.5, 12]);
    expect(sum.shape).to.deep.equal([1, 2, 1]);
  });

  it('is clear at zero and opaque at both ends of a symmetric range', () => {
    const veil = toVeil({ values: Float32Array.of(-2, 0, 1, 9), shape: [1, 4, 1] }, { map: 'diverging', range: [-2, 2] });
    expect([3, 7, 11, 15].map((at) => veil.data[at])).to.deep.equal([255, 0, 128, 255]);
    // Blue for what speaks against, red for what speaks for.
    expect(veil.data[2]).to.be.above(veil.data[0]!);
    expect(veil.data[12]).to.be.above(veil.data[14]!);
  });
});
