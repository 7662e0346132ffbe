import { expect } from '@open-wc/testing';
import { planPieces, planSpans } from '../../../../src/data/readers/chunk-boxes.js';

const range = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);

describe('planSpans', () => {
  it('reads large rows of chunks one by one, each once', () => {
    const spans = planSpans(range(0, 2999), 375, [69, 69, 3]);
    expect(spans.map(({ start }) => start)).to.deep.equal([0, 375, 750, 1125, 1500, 1875, 2250, 2625]);
    expect(spans.at(-1)).to.deep.equal({ start: 2625, end: 2999, first: 2625, wanted: 374 });
  });

  it('joins small rows, up to a few megabytes', () => {
    const spans = planSpans(range(0, 1000), 1, [100, 100, 1]);
    expect(spans.map(({ start, end }) => end - start)).to.deep.equal([419, 419, 162]);
  });

  it('leaves out rows in which nothing is wanted', () => {
    expect(planSpans(Int32Array.of(5, 8, 31, 95), 10, [4, 4, 1])).to.deep.equal([
      { start: 5, end: 9, first: 0, wanted: 2 },
      { start: 31, end: 32, first: 2, wanted: 1 },
      { start: 95, end: 96, first: 3, wanted: 1 },
    ]);
  });
});

describe('planPieces', () => {
  it('covers a picture on chunk borders, in the order of the file', () => {
    const pieces = planPieces([69, 69, 3], [375, 9, 18, 1], [0, 1, 2]);
    expect(pieces.length).to.equal(8 * 4 * 3);
    expect(pieces[1]).to.deep.equal({ top: 0, left: 0, channel: 1, height: 9, width: 18, channels: 1 });
    expect(pieces.at(-1)).to.deep.equal({ top: 63, left: 54, channel: 2, height: 6, width: 15, channels: 1 });
    expect(pieces.reduce((sum, { height, width, channels }) => sum + height * width * channels, 0)).to.equal(69 * 69 * 3);
  });

  it('leaves out chunks of other bands', () => {
    expect(planPieces([69, 69, 3], [375, 9, 18, 1], [1]).every(({ channel }) => channel === 1)).to.equal(true);
    expect(planPieces([8, 8, 3], [4, 8, 8, 3], [1])).to.deep.equal([{ top: 0, left: 0, channel: 0, height: 8, width: 8, channels: 3 }]);
  });
});
