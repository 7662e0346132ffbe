import { expect } from '@open-wc/testing';
import { extent, reach, stretch } from '../../../src/draw/range.js';

describe('draw/range', () => {
  it('finds the extent of the finite values', () => {
    expect(extent([3, Number.NaN, -2, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])).to.deep.equal([-2, 3]);
    expect(extent(new Float32Array())).to.deep.equal([0, 0]);
    expect(extent([Number.NaN])).to.deep.equal([0, 0]);
  });

  it('reaches as far from zero as the farthest value, and never nowhere', () => {
    expect(reach(Float32Array.of(-2, 1))).to.equal(2);
    expect(reach(new Float32Array(3))).to.equal(1);
  });

  it('stretches over a range that has a length', () => {
    expect(stretch([3, -2])).to.deep.equal([-2, 3]);
    expect(stretch([5, 5])).to.deep.equal([5, 6]);
    expect(stretch([])).to.deep.equal([0, 1]);
  });
});
