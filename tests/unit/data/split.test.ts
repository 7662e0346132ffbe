import { expect } from '@open-wc/testing';
import { Random } from '../../../src/data/random.js';
import { proportionalShares, splitSamples } from '../../../src/data/split.js';
import { sortedLabels } from './pictures.js';

const counts = [194, 429, 603, 657, 676, 440]; // the real galaxies in ../shared
const labels = sortedLabels(counts);
const tally = (indices: Int32Array) => counts.map((_, label) => indices.filter((i) => labels[i] === label).length);

describe('splitSamples', () => {
  it('takes round(f·n), of every class its part, as the courses do', () => {
    const { train, test } = splitSamples(labels, 6, { split: 0.8, stratify: true }, new Random(1));
    expect(tally(train)).to.deep.equal([155, 343, 482, 526, 541, 352]);
    expect([train.length, test.length]).to.deep.equal([2399, 600]);
  });

  it('takes exactly round(f·n), whatever the classes round to', () => {
    const { train } = splitSamples(labels, 6, { split: 0.5, stratify: true }, new Random(1));
    expect(train.length).to.equal(1500);
  });

  it('leaves something to test on, and something of every class to learn from, however small the set', () => {
    const few = sortedLabels([1, 2, 3, 2, 1, 2, 2, 2, 1, 2]); // as in a sample of DECaLS
    const { train, test } = splitSamples(few, 10, { split: 0.8, stratify: true }, new Random(1));
    expect([train.length, test.length]).to.deep.equal([14, 4]);
    expect(new Set(Array.from(train, (i) => few[i])).size).to.equal(10);
    const two = splitSamples(sortedLabels([2]), 1, { split: 0.99, stratify: true }, new Random(1));
    expect([two.train.length, two.test.length]).to.deep.equal([1, 1]);
  });

  it('says how many samples are needed where no split can do', () => {
    for (const split of [0.8, 1]) {
      const one = () => splitSamples(sortedLabels([1]), 1, { split, stratify: true }, new Random(1));
      expect(one).to.throw(
        '1 sample of 1 class cannot be split: 2 at least are needed, one of each class to learn from and one to test on.',
      );
    }
    for (const stratify of [true, false]) {
      const one = () => splitSamples(sortedLabels([1, 1, 1]), 3, { split: 0.8, stratify }, new Random(1));
      expect(one).to.throw('3 samples of 3 classes cannot be split: 4 at least are needed');
    }
    const least = splitSamples(sortedLabels([1, 2, 1]), 3, { split: 0.8, stratify: true }, new Random(1));
    expect([least.train.length, least.test.length]).to.deep.equal([3, 1]);
  });

  it('puts every sample into exactly one part', () => {
    for (const stratify of [true, false]) {
      const { train, test } = splitSamples(labels, 6, { split: 0.7, stratify }, new Random(4));
      expect([...train, ...test].sort((a, b) => a - b)).to.deep.equal(Array.from(labels.keys()));
    }
  });

  it('takes exactly as many training samples as asked for, in proportion', () => {
    const { train } = splitSamples(labels, 6, { split: 2000, stratify: true }, new Random(1));
    expect(train.length).to.equal(2000);
    tally(train).forEach((n, label) => {
      expect(n).to.be.closeTo((counts[label] as number) * (2000 / 2999), 1);
    });
    expect(splitSamples(labels, 6, { split: 2000, stratify: false }, new Random(1)).train.length).to.equal(2000);
  });

  it('shuffles: files are sorted by class, the parts are not', () => {
    const { train, test } = splitSamples(labels, 6, { split: 0.8, stratify: true }, new Random(1));
    for (const part of [train, test]) {
      const first = new Set(Array.from(part.subarray(0, 40), (i) => labels[i]));
      expect(first.size).to.equal(6);
    }
  });

  it('is seeded', () => {
    const split = (seed: number) => [...splitSamples(labels, 6, { split: 0.8, stratify: true }, new Random(seed)).train];
    expect(split(1)).to.deep.equal(split(1));
    expect(split(1)).not.to.deep.equal(split(2));
  });
});

describe('proportionalShares', () => {
  it('adds up exactly, largest remainders first', () => {
    expect(proportionalShares([10, 10, 10], 20)).to.deep.equal([7, 7, 6]);
    expect(proportionalShares([1, 3], 2)).to.deep.equal([1, 1]);
    expect(proportionalShares([5, 0, 5], 10)).to.deep.equal([5, 0, 5]);
  });
});
