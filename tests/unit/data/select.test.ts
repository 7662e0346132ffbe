import { expect } from '@open-wc/testing';
import { Random } from '../../../src/data/random.js';
import { evenShares, selectSamples } from '../../../src/data/select.js';
import { sortedLabels } from './pictures.js';

const all = { classes: null, relabel: null, limit: null };
const tally = (labels: Int32Array) =>
  labels.reduce<number[]>((counts, label) => Object.assign(counts, { [label]: (counts[label] ?? 0) + 1 }), []);

describe('selectSamples', () => {
  it('keeps everything by default, with labels closed up', () => {
    const { rows, labels, originals } = selectSamples(Int32Array.of(3, 7, 3, 9), all, new Random(1));
    expect([...rows]).to.deep.equal([0, 1, 2, 3]);
    expect([...labels]).to.deep.equal([0, 1, 0, 2]);
    expect(originals).to.deep.equal([[3], [7], [9]]);
  });

  it('refuses labels far out of the range of the others, unless they are asked for', () => {
    const slip = Int32Array.of(0, 0, 1, 1, 2, 200);
    expect(() => selectSamples(slip, all, new Random(1))).to.throw(/1 label out of range: 200, where there are 4 different ones\. Mend/);
    expect([...selectSamples(slip, { ...all, classes: [1, 200] }, new Random(1)).labels]).to.deep.equal([0, 0, 1]);
  });

  it('refuses labels that are no classes, unless the classes are named', () => {
    const unknown = Int32Array.of(0, -1, 1, 1);
    expect(() => selectSamples(unknown, all, new Random(1))).to.throw(
      /0 or more; one of these is -1\. Mend the labels, or name the classes/,
    );
    expect([...selectSamples(unknown, { ...all, classes: [1, 0] }, new Random(1)).rows]).to.deep.equal([0, 2, 3]);
    expect(() => selectSamples(unknown, { ...all, classes: [2] }, new Random(1))).to.throw(/class 2; the labels here are 0, 1\./);
    const identifiers = Int32Array.from({ length: 1001 }, (_, i) => i);
    expect(() => selectSamples(identifiers, all, new Random(1))).to.throw(
      /more than 1,000 different labels: .* or name the classes to keep/,
    );
    const more = Int32Array.of(...identifiers, 5000);
    expect([...selectSamples(more, { ...all, classes: [7, 5000] }, new Random(1)).labels]).to.deep.equal([0, 1]);
    expect(() => selectSamples(more, { ...all, classes: [-3] }, new Random(1))).to.throw(/class -3; the labels here are more than 1,000\./);
  });

  it('keeps classes in the order asked for, rows ascending', () => {
    const { rows, labels, originals } = selectSamples(
      Int32Array.of(0, 1, 2, 1, 0),
      { ...all, classes: [1, 0], relabel: [0, 0] },
      new Random(1),
    );
    expect([...rows]).to.deep.equal([0, 1, 3, 4]);
    expect([...labels]).to.deep.equal([0, 0, 0, 0]);
    expect(originals).to.deep.equal([[1, 0]]);
  });

  it('draws a limit evenly: small classes whole, the others equally', () => {
    const { rows, labels } = selectSamples(sortedLabels([17, 500, 400, 300]), { ...all, limit: 200 }, new Random(1));
    expect(tally(labels)).to.deep.equal([17, 61, 61, 61]);
    expect([...rows]).to.deep.equal([...rows].sort((a, b) => a - b));
    expect(new Set(rows).size).to.equal(200);
  });

  it('draws other samples for another seed, and again the same for the same', () => {
    const labels = sortedLabels([100, 100]);
    const draw = (seed: number) => [...selectSamples(labels, { ...all, limit: 20 }, new Random(seed)).rows];
    expect(draw(1)).to.deep.equal(draw(1));
    expect(draw(1)).not.to.deep.equal(draw(2));
  });
});

describe('evenShares', () => {
  it('gives out all of the limit', () => {
    expect(evenShares([5, 100, 100], 30)).to.deep.equal([5, 13, 12]);
    expect(evenShares([10, 10, 10], 30)).to.deep.equal([10, 10, 10]);
    expect(evenShares([1, 2, 50], 50)).to.deep.equal([1, 2, 47]);
    for (let limit = 4; limit <= 66; limit++) {
      expect(evenShares([3, 40, 9, 14], limit).reduce((a, b) => a + b)).to.equal(limit);
    }
  });
});
