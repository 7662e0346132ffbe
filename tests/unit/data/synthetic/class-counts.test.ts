import { expect } from '@open-wc/testing';
import { classCounts, decalsCounts, sdssCounts } from '../../../../src/data/synthetic/class-counts.js';

describe('class counts', () => {
  it('sum to n, with the real order of sizes and no class under 3 %', () => {
    for (const real of [sdssCounts, decalsCounts]) {
      for (const n of [100, 997, 2000]) {
        const counts = classCounts(real, n);
        expect(counts.reduce((a, b) => a + b, 0)).to.equal(n);
        expect(Math.min(...counts)).to.be.at.least(0.03 * n);
        const largest = real.indexOf(Math.max(...real));
        expect(counts[largest]).to.equal(Math.max(...counts));
      }
    }
  });

  it('follow the square root of the real counts', () => {
    const counts = classCounts(sdssCounts, 2000);
    // √(6997 / 1121) = 2.498
    expect((counts[1] ?? 0) / (counts[7] ?? 1)).to.be.closeTo(2.498, 0.06);
  });

  it('give every class one sample before any gets two', () => {
    expect(classCounts(sdssCounts, 10)).to.deep.equal(new Array(10).fill(1));
    expect(Math.min(...classCounts(sdssCounts, 11))).to.equal(1);
  });

  it('quote the documented counts of the real sets', () => {
    const sum = (real: readonly number[]): number => real.reduce((a, b) => a + b, 0);
    expect(sum(decalsCounts)).to.equal(17_736);
    expect(sum(sdssCounts)).to.equal(21_830);
  });
});
