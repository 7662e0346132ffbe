import { expect } from '@open-wc/testing';
import { margins, rowShares, tint } from '../../../src/draw/matrix.js';

const counts = [
  [3, 1, 0],
  [0, 0, 0],
  [2, 2, 4],
];

describe('draw/matrix', () => {
  it('sums rows, columns, everything and the diagonal', () => {
    expect(margins(counts)).to.deep.equal({ rows: [4, 0, 8], columns: [5, 3, 4], total: 12, right: 7 });
  });

  it('divides each row by its sum, and an empty row by nothing', () => {
    expect(rowShares(counts)).to.deep.equal([
      [0.75, 0.25, 0],
      [0, 0, 0],
      [0.25, 0.25, 0.5],
    ]);
  });

  it('draws nothing for nothing, more for more, and never more than leaves the number readable', () => {
    expect(tint(0)).to.equal(0);
    expect(tint(0.01)).to.be.greaterThan(4);
    expect(tint(0.5)).to.be.greaterThan(tint(0.25));
    expect(tint(1)).to.equal(44);
    expect(tint(7)).to.equal(44);
  });
});
