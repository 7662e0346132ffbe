import { expect } from '@open-wc/testing';
import { createDataset } from '../../../src/data/dataset.js';
import { geometryOf } from '../../../src/data/geometry.js';
import { resizePicture } from '../../../src/data/resize.js';
import { noisePictures, refusal } from './pictures.js';

const fill = (pixels: number, values: number[]) =>
  Uint8Array.from({ length: pixels * values.length }, (_, i) => values[i % values.length] as number);

describe('Dataset.preparePicture', () => {
  it('prepares its own pictures as its samples', () => {
    const data = createDataset(noisePictures([20, 20], [9, 9, 3]), { crop: 6, coarsen: 1, normalise: true, scale: 'x/256' });
    const { values, shape } = data.sample(7);
    const expected = new Float32Array(108);
    data.prepare([7], expected);
    expect(data.preparePicture(values, shape)).to.deep.equal(expected);
    expect(data.preparePicture(Float32Array.from(values), shape)).to.deep.equal(expected);
  });

  it('takes the bands it was made of from pictures with all of them', () => {
    const data = createDataset(noisePictures([2, 2], [4, 4, 3]), { bands: [2], split: 0.5 });
    expect(data.preparePicture(fill(16, [1, 2, 255]), [4, 4, 3])[5]).to.equal(1);
    expect(data.preparePicture(fill(16, [0, 0, 51, 255]), [4, 4, 4])[5]).to.equal(Math.fround(0.2)); // with opacity
    expect(data.preparePicture(fill(16, [102]), [4, 4, 1])[5]).to.equal(Math.fround(0.4));
  });

  it('takes the mean of red, green and blue where the data are grey', async () => {
    const grey = createDataset(noisePictures([2, 2], [4, 4, 1]), { split: 0.5 });
    const mean = new Float32Array(16).fill(Math.fround(30 / 255));
    expect(grey.preparePicture(fill(16, [10, 20, 60]), [4, 4, 3])).to.deep.equal(mean);
    expect(grey.preparePicture(fill(16, [10, 20, 60, 255]), [4, 4, 4])).to.deep.equal(mean);
    expect(grey.preparePicture(fill(64, [51, 51, 51]), [8, 8, 3])[0]).to.equal(Math.fround(0.2));
    const oneOfFive = createDataset(noisePictures([2, 2], [4, 4, 5]), { bands: [3], split: 0.5 });
    expect(oneOfFive.preparePicture(fill(16, [10, 20, 60]), [4, 4, 3])).to.deep.equal(mean);
    const two = createDataset(noisePictures([2, 2], [4, 4, 2]), { split: 0.5 });
    expect((await refusal(() => two.preparePicture(fill(16, [1, 2, 3]), [4, 4, 3]))).message).to.contain(
      "has 3 channels; the dataset's have 2",
    );
  });

  it('refuses 8-bit pictures where the data are not', async () => {
    const raw = noisePictures([2, 2], [4, 4, 3]);
    const data = createDataset({ ...raw, values: Float32Array.from(raw.values, (value) => value * 100) }, { split: 0.5 });
    const { code, message } = await refusal(() => data.preparePicture(fill(16, [1, 2, 3]), [4, 4, 3]));
    expect(code).to.equal('data-mismatch');
    expect(message).to.match(
      /from 0 to 255, and those of these data have a range of their own\. Give a Float32Array of the network's input/,
    );
    expect(data.preparePicture(new Float32Array(48).fill(7000), [4, 4, 3])).to.deep.equal(new Float32Array(48).fill(7000));
  });

  it('repeats grey, drops opacity, and refuses other numbers of channels', async () => {
    const data = createDataset(noisePictures([2, 2], [2, 2, 3]), { split: 0.5 });
    expect([...data.preparePicture(fill(4, [255]), [2, 2, 1])]).to.deep.equal(new Array(12).fill(1));
    expect([...data.preparePicture(fill(4, [0, 255, 0, 9]), [2, 2, 4]).slice(0, 3)]).to.deep.equal([0, 1, 0]);
    expect((await refusal(() => data.preparePicture(fill(4, [1, 2]), [2, 2, 2]))).message).to.equal(
      "This picture has 2 channels; the dataset's have 3.",
    );
    expect((await refusal(() => data.preparePicture(new Uint8Array(5), [2, 2, 1]))).message).to.equal(
      'A picture of 2×2×1 has 4 values; this one has 5.',
    );
  });
});

describe('resizePicture', () => {
  const resize = (values: number[], height: number, width: number, to: { height: number; width: number }) => [
    ...resizePicture(values, geometryOf([height, width, 1]), to),
  ];

  it('averages over the area of each new pixel', () => {
    expect(resize([1, 3, 5, 7, 1, 3, 5, 7, 2, 2, 2, 2, 4, 4, 4, 4], 4, 4, { height: 2, width: 2 })).to.deep.equal([2, 6, 3, 3]);
    const shrunk = resize([3, 6, 9, 3, 6, 9, 3, 6, 9], 3, 3, { height: 2, width: 2 });
    expect(shrunk.map((v) => Math.round(v * 1e6) / 1e6)).to.deep.equal([4, 8, 4, 8]); // (3 + 6/2) / 1.5
  });

  it('repeats pixels where it grows', () => {
    expect(resize([1, 2, 3, 4], 2, 2, { height: 4, width: 4 })).to.deep.equal([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
  });

  it('keeps the mean, and the proportions by cutting the longer sides', () => {
    const random = Array.from({ length: 35 * 35 }, (_, i) => (i * 7919) % 256);
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    expect(mean(resize(random, 35, 35, { height: 8, width: 8 }))).to.be.closeTo(mean(random), 1e-3);
    expect(resize([9, 1, 2, 9, 9, 3, 4, 9], 2, 4, { height: 2, width: 2 })).to.deep.equal([1, 2, 3, 4]);
  });
});
