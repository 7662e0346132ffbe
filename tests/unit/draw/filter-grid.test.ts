import { expect } from '@open-wc/testing';
import { channelPlane, filterPlane, mapPlane, mosaic } from '../../../src/draw/filter-grid.js';

const count = (length: number) => Float32Array.from({ length }, (_, i) => i);

describe('filter grid', () => {
  it('cuts single filters out of [filters, height, width, channels] without copying', () => {
    const filters = { values: count(24), shape: [2, 2, 2, 3] };
    const second = filterPlane(filters, 1);
    expect([...second.values]).to.deep.equal([12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
    expect(second.values.buffer).to.equal(filters.values.buffer);
    expect([...channelPlane(second, 2).values]).to.deep.equal([14, 17, 20, 23]);
  });

  it('cuts feature maps out of [height, width, channels], and units out of a vector', () => {
    const map = mapPlane({ values: count(12), shape: [2, 3, 2] }, 1);
    expect([...map.values]).to.deep.equal([1, 3, 5, 7, 9, 11]);
    expect([map.height, map.width]).to.deep.equal([2, 3]);
    const unit = mapPlane({ values: count(5), shape: [5] }, 3);
    expect([[...unit.values], unit.height, unit.width]).to.deep.equal([[3], 1, 1]);
  });

  it('lays channels side by side with a neutral pixel between them, without a hole where that is possible', () => {
    const tiled = mosaic({ values: count(4), height: 1, width: 1, channels: 4 });
    expect([tiled.height, tiled.width, [...tiled.values]]).to.deep.equal([3, 3, [0, 0, 1, 0, 0, 0, 2, 0, 3]]);
    const eight = mosaic({ values: count(8), height: 1, width: 1, channels: 8 });
    expect([eight.height, eight.width]).to.deep.equal([3, 7]);
    const seven = mosaic({ values: count(7), height: 1, width: 1, channels: 7 });
    expect([seven.height, seven.width]).to.deep.equal([5, 5]);
  });
});
