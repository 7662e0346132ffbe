import { expect } from '@open-wc/testing';
import { addSersic, sersicB } from '../../../../src/data/synthetic/sersic.js';

/** Sérsic's law in units of I_e and R_e. */
const profile = (radius: number, n: number): number => Math.exp(-sersicB(n) * (radius ** (1 / n) - 1));

/** ∫ 2πR I(R) dR from 0 to `end` effective radii, in R = t⁴ so that the cusp is resolved (midpoint rule). */
function lightInside(end: number, n: number): number {
  const steps = 20_000;
  const last = end ** 0.25;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const t = ((i + 0.5) / steps) * last;
    sum += 2 * Math.PI * t ** 4 * profile(t ** 4, n) * 4 * t ** 3;
  }
  return (sum * last) / steps;
}

describe('Sérsic profile', () => {
  it('has the tabulated b_n', () => {
    expect(sersicB(1)).to.be.closeTo(1.67835, 1e-4);
    expect(sersicB(2)).to.be.closeTo(3.67206, 1e-4);
    expect(sersicB(4)).to.be.closeTo(7.66925, 1e-4);
  });

  for (const n of [0.7, 1, 2.5, 4]) {
    it(`has half of its light inside R_e for n = ${n}`, () => {
      const total = lightInside(n < 2 ? 40 : 4000, n);
      expect(lightInside(1, n) / total).to.be.closeTo(0.5, 0.005);
    });
  }

  it('is drawn with its total light, half of it inside the ellipse of R_e', () => {
    const size = 201;
    const plane = new Float32Array(size * size);
    const [re, axisRatio, ie, angle] = [14, 0.55, 2.5, 0.7];
    addSersic(plane, size, { x: 100.3, y: 99.6, angle }, { re, n: 1, axisRatio, ie });
    let total = 0;
    let inside = 0;
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const [dx, dy] = [column - 100.3, row - 99.6];
        const u = dx * Math.cos(angle) + dy * Math.sin(angle);
        const v = (dy * Math.cos(angle) - dx * Math.sin(angle)) / axisRatio;
        const light = plane[row * size + column] as number;
        total += light;
        if (Math.hypot(u, v) < re) inside += light;
      }
    }
    const exponential = (2 * Math.PI * Math.exp(sersicB(1))) / sersicB(1) ** 2; // in units of I_e R_e²
    expect(total / (exponential * ie * re * re * axisRatio)).to.be.closeTo(1, 0.01);
    expect(inside / total).to.be.closeTo(0.5, 0.01);
  });

  it('keeps the light of a cusp narrower than a pixel, wherever it falls in it', () => {
    const totals = [0, 0.25, 0.5].map((shift) => {
      const plane = new Float32Array(61 * 61);
      addSersic(plane, 61, { x: 30 + shift, y: 30 - shift, angle: 0 }, { re: 4, n: 4, axisRatio: 1, ie: 1 });
      return plane.reduce((a, b) => a + b, 0);
    });
    const [first = 0, second = 0, third = 0] = totals;
    expect(second / first).to.be.closeTo(1, 0.03);
    expect(third / first).to.be.closeTo(1, 0.03);
  });

  it('draws boxes: at equal light, a box reaches further along its diagonal than an ellipse does', () => {
    const size = 121;
    const at = { x: 60, y: 60, angle: 0 };
    const diagonalOverAxis = (boxiness: number): number => {
      const plane = new Float32Array(size * size);
      addSersic(plane, size, at, { re: 15, n: 1, axisRatio: 1, ie: 1, boxiness });
      // Where light falls to that at 30 pixels along the axis.
      const level = plane[60 * size + 90] as number;
      let step = 0;
      while ((plane[(60 + step) * size + 60 + step] as number) > level) step++;
      return (step * Math.SQRT2) / 30;
    };
    expect(diagonalOverAxis(0)).to.be.closeTo(1, 0.05);
    // |x|⁵ + |y|⁵ = R⁵ on the diagonal: √2 / 2^(1/5) = 1.231.
    expect(diagonalOverAxis(3)).to.be.closeTo(1.231, 0.05);
  });
});
