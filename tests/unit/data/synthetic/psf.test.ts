import { expect } from '@open-wc/testing';
import { addStar, convolve, gaussianKernel, moffat } from '../../../../src/data/synthetic/psf.js';

const SIZE = 61;
const sum = (plane: Float32Array): number => plane.reduce((a, b) => a + b, 0);

function blurredPoint(fwhm: number, x = 30, y = 30): Float32Array {
  const plane = new Float32Array(SIZE * SIZE);
  plane[y * SIZE + x] = 100;
  convolve(plane, SIZE, gaussianKernel(fwhm), new Float32Array(SIZE * SIZE));
  return plane;
}

/** Full width at half maximum along a row through the peak, by straight lines between pixels. */
function fullWidth(plane: Float32Array, x: number, y: number): number {
  const half = (plane[y * SIZE + x] as number) / 2;
  let i = x;
  while ((plane[y * SIZE + i + 1] as number) > half) i++;
  const [above, below] = [plane[y * SIZE + i] as number, plane[y * SIZE + i + 1] as number];
  return 2 * (i - x + (above - half) / (above - below));
}

describe('point-spread function', () => {
  // Kernels of seven values and wider go different ways.
  for (const fwhm of [1.8, 2.3, 4.6, 7]) {
    it(`keeps the light of a point and gives it the width of the seeing: ${fwhm} pixels`, () => {
      const plane = blurredPoint(fwhm);
      expect(sum(plane)).to.be.closeTo(100, 0.01);
      expect(fullWidth(plane, 30, 30) / fwhm).to.be.closeTo(1, 0.05);
      // Round: as wide in columns as in rows.
      for (let k = 1; k < 6; k++) expect(plane[(30 + k) * SIZE + 30]).to.be.closeTo(plane[30 * SIZE + 30 + k] as number, 1e-4);
    });
  }

  for (const fwhm of [2, 5]) {
    it(`leaves an even sky even, to the very edge: ${fwhm} pixels`, () => {
      const plane = new Float32Array(SIZE * SIZE).fill(3);
      convolve(plane, SIZE, gaussianKernel(fwhm), new Float32Array(SIZE * SIZE));
      for (const value of plane) expect(value).to.be.closeTo(3, 1e-5);
    });

    it(`equals the convolution written out: ${fwhm} pixels`, () => {
      const half = gaussianKernel(fwhm);
      const plane = Float32Array.from({ length: SIZE * SIZE }, (_, i) => Math.sin(i * 12.9898) ** 2);
      const clamp = (i: number): number => Math.min(SIZE - 1, Math.max(0, i));
      const expected = (x: number, y: number): number => {
        let value = 0;
        for (let j = 1 - half.length; j < half.length; j++) {
          for (let i = 1 - half.length; i < half.length; i++) {
            value += (half[Math.abs(i)] as number) * (half[Math.abs(j)] as number) * (plane[clamp(y + j) * SIZE + clamp(x + i)] as number);
          }
        }
        return value;
      };
      const wanted = [
        [0, 0],
        [1, 30],
        [60, 59],
        [33, 17],
      ].map(([x = 0, y = 0]) => ({ x, y, value: expected(x, y) }));
      convolve(plane, SIZE, half, new Float32Array(SIZE * SIZE));
      for (const { x, y, value } of wanted) expect(plane[y * SIZE + x]).to.be.closeTo(value, 1e-5);
    });
  }

  it('draws stars with their flux and width', () => {
    const plane = new Float32Array(SIZE * SIZE);
    addStar(plane, SIZE, 30, 30, 50, 4, 1e-6);
    expect(sum(plane) / 50).to.be.closeTo(1, 0.01);
    expect(fullWidth(plane, 30, 30)).to.be.closeTo(4, 0.2);
    const { peak, core2 } = moffat(4);
    expect(plane[30 * SIZE + 30]).to.be.closeTo(50 * peak, 1e-4);
    expect((1 + 4 / core2) ** -3).to.be.closeTo(0.5, 1e-12); // half the peak at half the width
  });

  it('draws the part of a star that is inside the frame', () => {
    const plane = new Float32Array(SIZE * SIZE);
    addStar(plane, SIZE, -1, 60.5, 50, 4, 1e-4);
    expect(sum(plane)).to.be.within(2, 25);
    addStar(plane, SIZE, -500, 30, 50, 4, 1e-4);
  });
});
