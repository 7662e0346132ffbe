import { expect } from '@open-wc/testing';
import { Random } from '../../../../src/data/random.js';
import { drawPopulations, fluxRatio } from '../../../../src/data/synthetic/population.js';

describe('stellar populations', () => {
  it('turn colours into fluxes: five magnitudes are a factor of 100', () => {
    const colour = { gr: 5, ri: 2.5, rz: -5 };
    expect(fluxRatio(colour, 'r')).to.equal(1);
    expect(fluxRatio(colour, 'g')).to.be.closeTo(0.01, 1e-12);
    expect(fluxRatio(colour, 'i')).to.be.closeTo(10, 1e-9);
    expect(fluxRatio(colour, 'z')).to.be.closeTo(0.01, 1e-12);
  });

  it('are redder when older, in every galaxy', () => {
    for (let seed = 0; seed < 200; seed++) {
      const { old, young, nebular } = drawPopulations(new Random(seed));
      expect(old.gr).to.be.greaterThan(young.gr);
      expect(young.gr).to.be.greaterThan(nebular.gr);
      expect(old.rz).to.be.greaterThan(young.rz);
    }
  });
});
