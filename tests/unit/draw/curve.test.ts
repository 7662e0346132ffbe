import { expect } from '@open-wc/testing';
import { axis } from '../../../src/draw/axis.js';
import { curvePath, lastPoint, lossRange, nearestPoint, type Point, spreadLabels } from '../../../src/draw/curve.js';

const x = axis([0, 10], [0, 100]);
const y = axis([0, 1], [50, 0]);

describe('axis', () => {
  it('maps values to pixels and back, with the labels of its ticks', () => {
    expect(x.at(2.5)).to.equal(25);
    expect(x.value(25)).to.equal(2.5);
    expect(axis([0, 1], [50, 0], 2).ticks).to.deep.equal([
      { value: 0, position: 50, label: '0.0' },
      { value: 0.5, position: 25, label: '0.5' },
      { value: 1, position: 0, label: '1.0' },
    ]);
  });

  it('keeps to whole numbers where only those mean something, and shortens large ones', () => {
    expect(axis([0, 2], [0, 100], 8, true).ticks.map(({ label }) => label)).to.deep.equal(['0', '1', '2']);
    expect(axis([0, 100_000], [0, 300], 4, true).ticks.map(({ label }) => label)).to.deep.equal(['0', '20k', '40k', '60k', '80k', '100k']);
  });

  it('writes the losses of a run that diverges in few letters', () => {
    expect(axis([0, 1.2e32], [100, 0], 3).ticks.map(({ label }) => label)).to.deep.equal(['0', '5e+31', '1e+32']);
    expect(axis([0, 25_000], [100, 0], 3).ticks.map(({ label }) => label)).to.deep.equal(['0', '10k', '20k']);
  });

  it('survives a domain without length', () => {
    expect(axis([3, 3], [0, 100]).at(3)).to.equal(0);
  });
});

describe('curves', () => {
  it('go through their points and leave gaps where a value is not a number', () => {
    const points: Point[] = [
      [0, 1],
      [5, 0.5],
      [6, Number.NaN],
      [7, 0],
      [10, 0],
    ];
    expect(curvePath(points, x, y)).to.equal('M0,0L50,25M70,50L100,50');
    expect(curvePath([], x, y)).to.equal('');
    expect(lastPoint([...points, [11, Number.POSITIVE_INFINITY]])).to.deep.equal([10, 0]);
  });

  it('find the point nearest to a place', () => {
    const points: Point[] = [1, 2, 4, 8].map((at) => [at, 0]);
    expect([-5, 1.4, 1.6, 3.1, 5.9, 6.1, 99].map((at) => nearestPoint(points, at))).to.deep.equal([0, 0, 1, 2, 2, 3, 3]);
    expect(nearestPoint([], 1)).to.equal(-1);
  });

  it('fit epochs whole, and steps without their highest fiftieth, up to a round number', () => {
    const steps = Array.from({ length: 100 }, () => 1);
    steps[3] = 500;
    expect(lossRange([0.5], steps)).to.deep.equal([0, 1.1]);
    expect(lossRange([2, Number.NaN, Number.POSITIVE_INFINITY], steps)).to.deep.equal([0, 2.1]);
    expect(lossRange([], [])).to.deep.equal([0, 1]);
  });

  it('put labels that would overlap beside each other, inside the plot', () => {
    expect(spreadLabels([10, 12], 14, 100)).to.deep.equal([10, 24]);
    expect(spreadLabels([12, 10], 14, 100)).to.deep.equal([24, 10]);
    expect(spreadLabels([98, 99], 14, 100)).to.deep.equal([86, 100]);
    expect(spreadLabels([-5], 14, 100)).to.deep.equal([0]);
  });

  it('of 1,000 points are made in well under a frame', () => {
    const points: Point[] = Array.from({ length: 1000 }, (_, i) => [i / 100, Math.abs(Math.sin(i))]);
    // The fastest of many: a busy machine only ever adds time.
    const times = Array.from({ length: 50 }, () => {
      const start = performance.now();
      curvePath(points, x, y);
      return performance.now() - start;
    });
    expect(Math.min(...times)).to.be.below(8);
  });
});
