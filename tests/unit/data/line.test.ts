import { expect } from '@open-wc/testing';
import { pointOn, splitLine } from '../../../src/data/line.js';
import { Random } from '../../../src/data/random.js';

const bytes = Array.from({ length: 256 }, (_, x) => x);
const points = (f: (x: number) => number) => Float32Array.from(bytes, f);

describe('a line in float32', () => {
  it('goes through the correctly rounded points of every scale, and of most normalisations', () => {
    const random = new Random(1);
    const formulas: ((x: number) => number)[] = [(x) => x / 255, (x) => x / 256, (x) => (x / 255) * 0.99 + 0.01];
    for (let i = 0; i < 300; i++) {
      const [mean, deviation] = [0.01 + random.uniform() / 2, 0.02 + random.uniform() / 2];
      formulas.push((x) => (x / 255 - mean) / deviation);
    }
    let found = 0;
    for (const formula of formulas) {
      const expected = points(formula);
      const line = splitLine(expected, formula(0), formula(255));
      if (!line) continue;
      found++;
      for (const number of line) expect(Math.fround(number)).to.equal(number);
      expect(bytes.map((x) => pointOn(line, x))).to.deep.equal([...expected]);
    }
    expect(found).to.be.above(0.98 * formulas.length);
    expect(splitLine(points(formulas[0] as (x: number) => number), 0, 1)).not.to.equal(null);
  });

  it('is none where the points lie on none', () => {
    expect(
      splitLine(
        points((x) => Math.sqrt(x)),
        0,
        Math.sqrt(255),
      ),
    ).to.equal(null);
    const broken = points((x) => x / 255);
    broken[100] = Math.fround(100 / 255) + 2 ** -25; // the next number in float32
    expect(splitLine(broken, 0, 1)).to.equal(null);
    expect(
      splitLine(
        points(() => 0),
        0,
        0,
      ),
    ).to.equal(null); // no table is like that
  });
});
