import { expect } from '@open-wc/testing';
import type { Scale } from '../../../src/contract/dataset.js';
import { createDataset } from '../../../src/data/dataset.js';
import { Random } from '../../../src/data/random.js';
import type { RawSamples } from '../../../src/data/samples.js';
import { noisePictures } from './pictures.js';

/** Two pictures whose values all differ, so that a prepared one tells where each value came from. */
function numbered(shape: readonly [number, number, number]): RawSamples {
  const raw = noisePictures([1, 1, 2], shape);
  return { ...raw, labels: Int32Array.of(0, 0, 0, 0), values: Float32Array.from(raw.values, (_, i) => i) };
}
const half = { split: 0.5 };

/** [y][x][channel] of a prepared sample. */
const rows = (values: ArrayLike<number>, height: number, width: number, channels: number): number[][][] =>
  Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => Array.from({ length: channels }, (_, c) => values[(y * width + x) * channels + c] as number)),
  );
const turn = <T>(picture: T[][]): T[][] => (picture[0] as T[]).map((_, x) => picture.map((row) => row[x] as T).reverse());
const mirror = <T>(picture: T[][]): T[][] => picture.map((row) => [...row].reverse());

describe('Dataset.prepare', () => {
  const formulas: [Scale, (v: number) => number][] = [
    ['unit', (v) => v / 255],
    ['x/256', (v) => v / 256],
    ['0.01-1', (v) => (v / 255) * 0.99 + 0.01],
  ];
  for (const [scale, formula] of formulas) {
    for (const channels of [1, 2, 3]) {
      it(`scales all 256 values of ${channels} channels by ${scale}`, () => {
        const raw = noisePictures([2, 2], [16, 16, channels]);
        raw.values.forEach((_, i) => {
          raw.values[i] = Math.floor(i / channels) % 256;
        });
        const out = new Float32Array(256 * channels);
        createDataset(raw, { ...half, scale }).prepare([2], out);
        expect(out).to.deep.equal(Float32Array.from(out, (_, i) => formula(Math.floor(i / channels))));
      });
    }
  }

  it('divides 8-bit values by 255 where no scale is given', () => {
    const raw = noisePictures([2, 2], [4, 4, 3]);
    const out = new Float32Array(48);
    createDataset(raw, half).prepare([0], out);
    expect(out).to.deep.equal(Float32Array.from(raw.values.slice(0, 48), (v) => v / 255));
  });

  it('centres the crop: 69 to 48 starts at 10, 69 to 64 at 2', () => {
    const raw = numbered([69, 69, 1]);
    for (const [crop, margin] of [
      [48, 10],
      [64, 2],
      [69, 0],
    ] as const) {
      const out = new Float32Array(crop * crop);
      createDataset(raw, { ...half, crop }).prepare([1], out);
      expect(out[0]).to.equal(69 * 69 + margin * 69 + margin);
      expect(out.at(-1)).to.equal(69 * 69 + (margin + crop - 1) * 69 + margin + crop - 1);
    }
  });

  it('writes a batch one after the other, and needs room for it', () => {
    const raw = numbered([4, 4, 3]);
    const data = createDataset(raw, half);
    const out = new Float32Array(3 * 48);
    data.prepare([3, 0, 1], out);
    expect([out[0], out[48], out[96]]).to.deep.equal([144, 0, 48]);
    expect(() => data.prepare([0, 1, 2, 3], out)).to.throw(RangeError);
  });
});

describe('Dataset.prepareRandomly', () => {
  it('crops everywhere and nowhere else, each sample by itself', () => {
    const data = createDataset(numbered([9, 7, 2]), { ...half, crop: 5 });
    const out = new Float32Array(64 * 50);
    data.prepareRandomly(new Int32Array(64).fill(0), out, new Random(1), false);
    const seen = new Set<string>();
    for (let i = 0; i < 64; i++) {
      const window = rows(out.subarray(i * 50), 5, 5, 2);
      const first = (window[0]?.[0]?.[0] ?? 0) / 2;
      const [top, left] = [Math.floor(first / 7), first % 7];
      seen.add(`${top},${left}`);
      const expected = rows(
        Float32Array.from({ length: 126 }, (_, v) => v),
        9,
        7,
        2,
      ).slice(top, top + 5);
      expect(window).to.deep.equal(expected.map((row) => row.slice(left, left + 5)));
    }
    expect([...seen].sort()).to.deep.equal(Array.from({ length: 15 }, (_, i) => `${Math.floor(i / 3)},${i % 3}`));
  });

  it('turns and mirrors into all 8 symmetries of the square and nothing else, equally often', () => {
    for (const channels of [1, 3]) {
      const data = createDataset(numbered([4, 4, channels]), half);
      const plain = rows(
        Float32Array.from({ length: 16 * channels }, (_, i) => i),
        4,
        4,
        channels,
      );
      const expected = new Map<string, number>();
      for (let turns = 0, picture = plain; turns < 4; turns++, picture = turn(picture)) {
        expected.set(JSON.stringify(picture), 0);
        expected.set(JSON.stringify(mirror(picture)), 0);
      }
      expect(expected.size).to.equal(8);
      const out = new Float32Array(16 * channels);
      const random = new Random(3);
      for (let i = 0; i < 800; i++) {
        data.prepareRandomly([0], out, random, true);
        const picture = JSON.stringify(rows(out, 4, 4, channels));
        expect(expected.has(picture)).to.equal(true);
        expected.set(picture, (expected.get(picture) ?? 0) + 1);
      }
      for (const times of expected.values()) expect(times).to.be.within(65, 135); // 100 ± 3.5 standard deviations
    }
  });

  for (const channels of [1, 2, 3]) {
    it(`turns 8-bit pictures of ${channels} channels as it turns floats`, () => {
      const bytes = noisePictures([2, 2], [9, 9, channels]);
      const floats = { ...bytes, values: Float32Array.from(bytes.values) };
      const prepared = [bytes, floats].map((raw) => {
        const out = new Float32Array(60 * 49 * channels);
        const indices = Array.from({ length: 60 }, (_, i) => i % 4);
        createDataset(raw, { ...half, crop: 7, scale: 'unit' }).prepareRandomly(indices, out, new Random(4), true);
        return out;
      });
      expect(prepared[0]).to.deep.equal(prepared[1]);
    });
  }

  it('never lays a picture that is not square on its side', () => {
    const data = createDataset(numbered([3, 5, 1]), half);
    const plain = rows(
      Float32Array.from({ length: 15 }, (_, i) => i),
      3,
      5,
      1,
    );
    const allowed = [plain, mirror(plain), turn(turn(plain)), mirror(turn(turn(plain)))].map((picture) => JSON.stringify(picture));
    const out = new Float32Array(15);
    const random = new Random(5);
    const seen = new Set<string>();
    for (let i = 0; i < 100; i++) {
      data.prepareRandomly([0], out, random, true);
      seen.add(JSON.stringify(rows(out, 3, 5, 1)));
    }
    expect([...seen].sort()).to.deep.equal([...allowed].sort());
  });

  it('gives the same batch for the same random state', () => {
    const data = createDataset(noisePictures([10, 10], [12, 12, 3]), { crop: 8, normalise: true });
    const batch = (seed: number) => {
      const out = new Float32Array(20 * 192);
      data.prepareRandomly(data.train, out, new Random(seed), true);
      return out;
    };
    expect(batch(1)).to.deep.equal(batch(1));
    expect(batch(1)).not.to.deep.equal(batch(2));
  });

  it('is fast: 64 crops of 48×48×3 in under 20 ms', () => {
    const data = createDataset(noisePictures([100, 100], [69, 69, 3]), { crop: 48, normalise: true });
    const out = new Float32Array(64 * 48 * 48 * 3);
    const indices = data.train.subarray(0, 64);
    const random = new Random(1);
    let best = Number.POSITIVE_INFINITY;
    // The best of many: other programs may have the processor at any time. Alone it takes about half a millisecond.
    for (let i = 0; i < 200; i++) {
      const start = performance.now();
      data.prepareRandomly(indices, out, random, true);
      best = Math.min(best, performance.now() - start);
    }
    console.log(`64 crops of 48×48×3 prepared in ${best.toFixed(2)} ms`);
    expect(best).to.be.lessThan(20);
  });
});
