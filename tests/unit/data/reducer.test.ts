import { expect } from '@open-wc/testing';
import { createDataset } from '../../../src/data/dataset.js';
import { Reducer } from '../../../src/data/reducer.js';
import { noisePictures, pictureOf } from './pictures.js';

describe('bands and coarsen', () => {
  it('keep channels in the order asked for', () => {
    const raw = noisePictures([2, 2], [3, 4, 3]);
    const { values, shape } = createDataset(raw, { bands: [2, 0], split: 0.5 }).sample(3);
    const stored = pictureOf(raw, 3);
    expect(shape).to.deep.equal([3, 4, 2]);
    expect(values).to.deep.equal(
      Uint8Array.from({ length: 24 }, (_, i) => stored[Math.floor(i / 2) * 3 + (i % 2 === 0 ? 2 : 0)] as number),
    );
  });

  it('average blocks, round to the nearest and drop what fills no block', () => {
    // One channel, 3×5: two blocks of 2×2 and a rest.
    const values = Uint8Array.of(0, 1, 10, 11, 99, 1, 0, 10, 12, 99, 77, 77, 77, 77, 77);
    const raw = { ...noisePictures([1, 1], [3, 5, 1]), labels: Int32Array.of(0, 0), values: Uint8Array.from([...values, ...values]) };
    const data = createDataset(raw, { coarsen: 2, split: 0.5 });
    expect(data.sample(1)).to.deep.equal({ values: Uint8Array.of(1, 11), shape: [1, 2, 1], label: 0 }); // 0.5 and 10.75
  });

  it('keep means of floating-point pictures as they are', () => {
    const raw = { ...noisePictures([1, 1], [2, 2, 1]), labels: Int32Array.of(0, 0), values: Float32Array.of(0, 1, 0, 0, -1, 1, 3, -8) };
    const data = createDataset(raw, { coarsen: 2, split: 0.5 });
    expect([data.sample(0).values[0], data.sample(1).values[0]]).to.deep.equal([0.25, -1.25]);
  });

  it('do not overflow in blocks of 255s', () => {
    const raw = noisePictures([1, 1], [64, 64, 1]);
    raw.values.fill(255);
    const data = createDataset({ ...raw, labels: Int32Array.of(0, 0) }, { coarsen: 64, split: 0.5 });
    expect([...data.sample(0).values]).to.deep.equal([255]);
  });
});

describe('Reducer', () => {
  it('gives the same from boxes in any order as from whole pictures', () => {
    const raw = noisePictures([3], [7, 8, 3]);
    const reduction = { from: [7, 8, 3], channels: [2, 1], coarsen: 3, to: [2, 2, 2] };
    const whole = new Reducer(reduction, 3, true);
    whole.begin(0, 3);
    whole.add({ values: raw.values, rows: 3, top: 0, left: 0, channel: 0, height: 7, width: 8, channels: 3 }, [0, 1, 2]);
    whole.settle();
    const pieced = new Reducer(reduction, 3, true);
    pieced.begin(0, 3);
    for (const [top, height] of [
      [4, 3],
      [0, 4],
    ] as const) {
      for (const [left, width] of [
        [5, 3],
        [0, 5],
      ] as const) {
        for (const channel of [1, 2, 0]) {
          const values = Uint8Array.from({ length: 3 * height * width }, (_, i) => {
            const picture = Math.floor(i / (height * width));
            const y = top + (Math.floor(i / width) % height);
            return raw.values[((picture * 7 + y) * 8 + left + (i % width)) * 3 + channel] as number;
          });
          pieced.add({ values, rows: 3, top, left, channel, height, width, channels: 1 }, [0, 1, 2]);
        }
      }
    }
    pieced.settle();
    expect(pieced.values).to.deep.equal(whole.values);
    expect(whole.values[0]).to.equal(
      Math.round([0, 1, 2].flatMap((y) => [0, 1, 2].map((x) => raw.values[(y * 8 + x) * 3 + 2] as number)).reduce((a, b) => a + b) / 9),
    );
  });
});
