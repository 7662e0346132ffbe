import { expect } from '@open-wc/testing';
import { signatureOf } from '../../../../src/data/readers/signature.js';

const hdf5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const blob = (...bytes: number[]) => new Blob([Uint8Array.from(bytes)]);
const afterZeros = (n: number) => blob(...new Array<number>(n).fill(0), ...hdf5);

describe('signatureOf', () => {
  it('finds HDF5 at the beginning and behind a user block of a power of two', async () => {
    for (const offset of [0, 512, 1024, 4096]) expect(await signatureOf(afterZeros(offset))).to.deep.equal({ kind: 'hdf5' });
    for (const offset of [1, 256, 1536]) expect(await signatureOf(afterZeros(offset))).to.deep.equal({ kind: 'unknown' });
  });

  it('names what else it may be', async () => {
    expect(await signatureOf(new Blob(['SIMPLE  =    T']))).to.deep.equal({ kind: 'other', name: 'a FITS file' });
    expect(await signatureOf(blob(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0))).to.deep.equal({
      kind: 'other',
      name: 'a NumPy array (.npy)',
    });
    expect(await signatureOf(blob(0x50, 0x4b, 3, 4))).to.deep.include({ kind: 'other' });
    expect(await signatureOf(new Blob(['  <html><body>']))).to.deep.equal({ kind: 'page' });
    expect(await signatureOf(new Blob([]))).to.deep.equal({ kind: 'empty' });
    expect(await signatureOf(new Blob(['1, 2, 3']))).to.deep.equal({ kind: 'unknown' });
  });
});
