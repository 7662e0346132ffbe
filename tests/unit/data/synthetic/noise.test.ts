import { expect } from '@open-wc/testing';
import { Random } from '../../../../src/data/random.js';
import { addPhotonNoise, normalQuantile, poisson } from '../../../../src/data/synthetic/noise.js';

function meanAndVariance(values: ArrayLike<number>): [number, number] {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  const mean = sum / values.length;
  for (let i = 0; i < values.length; i++) squares += ((values[i] as number) - mean) ** 2;
  return [mean, squares / values.length];
}

describe('photon noise', () => {
  for (const mean of [0.3, 4, 39, 41, 900]) {
    it(`counts photons with variance equal to their mean: ${mean}`, () => {
      const random = new Random(3);
      const counts = Float64Array.from({ length: 60_000 }, () => poisson(mean, random));
      const [measured, variance] = meanAndVariance(counts);
      // Five standard errors of the mean, and of the variance of a near-normal law.
      expect(Math.abs(measured - mean)).to.be.lessThan(5 * Math.sqrt(mean / 60_000));
      expect(variance / mean).to.be.closeTo(1, 5 * Math.sqrt((2 + 1 / mean) / 60_000) + 0.005);
      expect(counts.every(Number.isInteger)).to.equal(true);
    });
  }

  it('finds none where nothing shines', () => {
    expect(poisson(0, new Random(1))).to.equal(0);
    expect(poisson(-1, new Random(1))).to.equal(0);
  });

  for (const [sky, gain] of [
    [2, 400],
    [0.05, 400], // few electrons: every one counted
  ] as const) {
    it(`scatters light and sky together and takes the mean sky away: sky ${sky}`, () => {
      const light = new Float32Array(90_001).fill(0.8);
      addPhotonNoise(light, sky, gain, new Random(9));
      const [mean, variance] = meanAndVariance(light);
      const expected = (0.8 + sky) / gain;
      expect(Math.abs(mean - 0.8)).to.be.lessThan(5 * Math.sqrt(expected / light.length));
      expect(variance / expected).to.be.closeTo(1, 0.03);
    });
  }

  it('is the same for the same seed and independent from pixel to pixel', () => {
    const expose = (seed: number): Float32Array => {
      const light = new Float32Array(40_000);
      addPhotonNoise(light, 1, 1000, new Random(seed));
      return light;
    };
    const first = expose(1);
    expect(expose(1)).to.deep.equal(first);
    expect(expose(2)).not.to.deep.equal(first);
    let neighbours = 0;
    for (let i = 1; i < first.length; i++) neighbours += (first[i] as number) * (first[i - 1] as number) * 1000;
    expect(Math.abs(neighbours / first.length)).to.be.lessThan(5 / Math.sqrt(first.length));
  });

  it('knows the quantiles of the normal law', () => {
    for (const [p, z] of [
      [0.5, 0],
      [0.975, 1.959964],
      [0.001, -3.090232],
    ] as const)
      expect(normalQuantile(p)).to.be.closeTo(z, 1e-5);
  });
});
