import { expect } from '@open-wc/testing';
import { addDustLane, addEdgeOnDisc, axisRatioOf, besselK1 } from '../../../../src/data/synthetic/disc.js';
import { Scene } from '../../../../src/data/synthetic/scene.js';

describe('discs', () => {
  it('turn inclination into axis ratio', () => {
    const degrees = Math.PI / 180;
    expect(axisRatioOf(0, 0.2)).to.equal(1);
    expect(axisRatioOf(60 * degrees, 0)).to.be.closeTo(0.5, 1e-12);
    expect(axisRatioOf(90 * degrees, 0.2)).to.be.closeTo(0.2, 1e-12);
    // cos² 60° + 0.2² sin² 60° = 0.28
    expect(axisRatioOf(60 * degrees, 0.2)).to.be.closeTo(Math.sqrt(0.28), 1e-12);
  });

  it('know the Bessel function K₁', () => {
    // Abramowitz & Stegun, table 9.8.
    expect(besselK1(0.1)).to.be.closeTo(9.853845, 1e-5);
    expect(besselK1(1)).to.be.closeTo(0.601907, 1e-6);
    expect(besselK1(2)).to.be.closeTo(0.139866, 1e-6);
    expect(besselK1(5)).to.be.closeTo(0.00404461, 1e-8);
  });

  it('seen from their edge, fall as sech² with height and as x K₁(x) along', () => {
    const size = 161;
    const scene = new Scene(size);
    addEdgeOnDisc(scene, { x: 80, y: 80, angle: 0 }, { length: 15, height: 8, peak: 2, warp: 0, oldFraction: 1 });
    const at = (u: number, v: number): number => scene.old[(80 + v) * size + 80 + u] as number;
    const middle = at(0, 0);
    expect(middle).to.be.closeTo(2, 0.02);
    expect(at(0, 8) / middle).to.be.closeTo(1 / Math.cosh(1) ** 2, 0.01);
    expect(at(0, 16) / middle).to.be.closeTo(1 / Math.cosh(2) ** 2, 0.01);
    expect(at(30, 0) / middle).to.be.closeTo(2 * besselK1(2), 0.01);
    expect(at(30, 0)).to.be.closeTo(at(-30, 0), 1e-5);
    expect(scene.young.every((value) => value === 0)).to.equal(true);
  });

  it('keep their light when they are thinner than a pixel', () => {
    const light = (height: number): number => {
      const scene = new Scene(101);
      addEdgeOnDisc(scene, { x: 50.2, y: 50.3, angle: 0 }, { length: 10, height, peak: 1 / height, warp: 0, oldFraction: 0.5 });
      return scene.old.reduce((a, b) => a + b, 0) + scene.young.reduce((a, b) => a + b, 0);
    };
    expect(light(0.2) / light(3)).to.be.closeTo(1, 0.02);
  });

  it('hide their middle behind a lane of dust', () => {
    const scene = new Scene(61);
    expect(scene.dusty).to.equal(false);
    addDustLane(scene, { x: 30, y: 30, angle: Math.PI / 2 }, { depth: 1.5, length: 12, height: 2, offset: 0 });
    expect(scene.dusty).to.equal(true);
    expect(scene.dust[30 * 61 + 30]).to.be.closeTo(1.5, 1e-6);
    // Turned by 90°: along is down the rows.
    expect(scene.dust[42 * 61 + 30]).to.be.closeTo(1.5 / Math.E, 1e-6);
    expect(scene.dust[30 * 61 + 32]).to.be.closeTo(1.5 * Math.exp(-0.5), 1e-6);
    scene.clear();
    expect(scene.dust.every((value) => value === 0)).to.equal(true);
  });
});
