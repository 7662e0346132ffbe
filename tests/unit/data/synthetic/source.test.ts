import { expect } from '@open-wc/testing';
import { PlaygroundError } from '../../../../src/contract/playground-error.js';
import { parseSynthetic } from '../../../../src/data/synthetic/source.js';

function refusal(src: string): { code: string; message: string } {
  try {
    parseSynthetic(src);
  } catch (error) {
    if (error instanceof PlaygroundError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error(`${src} was accepted`);
}

describe('synthetic: names', () => {
  it('have defaults', () => {
    expect(parseSynthetic('synthetic:galaxies')).to.deep.equal({ kind: 'galaxies', n: 2000, seed: 1, size: 69 });
    expect(parseSynthetic('synthetic:decals')).to.deep.equal({ kind: 'decals', n: 300, seed: 1, size: 256 });
  });

  it('take parameters in any order', () => {
    expect(parseSynthetic('synthetic:galaxies?seed=7&n=50')).to.deep.equal({ kind: 'galaxies', n: 50, seed: 7, size: 69 });
    expect(parseSynthetic('synthetic:decals?size=64&seed=0&n=12')).to.deep.equal({ kind: 'decals', n: 12, seed: 0, size: 64 });
  });

  it('are refused by name when they are not made here', () => {
    for (const name of ['spectra', 'lightcones', 'stars', '']) {
      const { code, message } = refusal(`synthetic:${name}`);
      expect(code).to.equal('file-unsupported');
      expect(message).to.contain(name).and.to.contain('synthetic:galaxies');
    }
    expect(refusal('galaxies.h5').code).to.equal('file-unsupported');
    expect(refusal('synthetic:toString').code).to.equal('file-unsupported');
  });

  it('are refused with the parameter and its range when that is wrong', () => {
    for (const query of ['n=0', 'n=9', 'n=1e3', 'n=-5', 'n=2.5', 'n=', 'n=999999', 'seed=-1', 'seed=4294967296', 'size=8', 'size=4096']) {
      const { code, message } = refusal(`synthetic:galaxies?${query}`);
      expect(code, query).to.equal('data-mismatch');
      expect(message)
        .to.contain(query.split('=')[0] ?? '')
        .and.to.match(/from \d+ to \d+/);
    }
    expect(refusal('synthetic:galaxies?count=5').message).to.contain('count');
    expect(refusal('synthetic:decals?n=20000').message).to.contain('gigabyte');
  });
});
