import { expect } from '@open-wc/testing';
import { block, longestSide } from '../../../src/draw/network-river.js';

describe('network river', () => {
  it('gives the longest side the full size and keeps small maps visible', () => {
    const largest = longestSide([[69, 69, 3], [10, 10, 400], [4761]]);
    expect(largest).to.equal(69);
    expect(block([69, 69, 3], largest, 56).sheets[0]).to.include({ width: 56, height: 56 });
    const small = block([3, 3, 8], largest, 56).sheets[0]!;
    expect(small.width).to.be.within(14, 40);
  });

  it('draws more channels as more sheets, the last in front, inside the drawing', () => {
    const sheets = (channels: number) => block([8, 8, channels], 8).sheets.length;
    expect([1, 2, 8, 16, 512].map(sheets)).to.deep.equal([1, 2, 4, 5, 8]);
    const { width, height, sheets: all } = block([8, 8, 16], 8);
    for (const sheet of all) {
      expect(sheet.x + sheet.width).to.be.at.most(width);
      expect(sheet.y + sheet.height).to.be.at.most(height);
    }
    expect(all.at(-1)).to.include({ x: 0 });
  });

  it('draws vectors as columns, the short ones countable', () => {
    expect(block([10], 69).divisions).to.equal(10);
    expect(block([1000], 69).divisions).to.equal(0);
    expect(block([1000], 69).height).to.be.above(block([10], 69).height);
  });

  it('draws sequences flat, cubes as stacks, and something where the shape is unknown', () => {
    const sequence = block([100, 8], 100).sheets[0]!;
    expect(sequence.width).to.be.above(sequence.height);
    expect(block([20, 10, 10, 4], 20).sheets).to.have.length(3);
    expect(block([], 1).sheets).to.have.length(1);
  });
});
