import { expect } from '@open-wc/testing';
import { createDataset } from '../../../../src/data/dataset.js';
import { sdssClassNames } from '../../../../src/data/galaxy10.js';
import { itWithShared } from '../../../shared-data.js';
import { until } from '../../../waiting.js';
import { noisePictures, refusal } from '../pictures.js';
import { type FileWorker, startFileWorker } from './file-worker.js';
import { dataset, galaxyFile, hdf5File } from './hdf5-files.js';
import type { MeasuredApi } from './measured.worker.js';

describe('readHdf5', () => {
  let worker: FileWorker;
  before(async () => {
    worker = await startFileWorker();
  });
  after(() => worker.stop());

  const storages: [string, number[] | null][] = [
    ['chunks that cut every axis', [7, 5, 4, 1]],
    ['chunks larger than the whole stack', [64, 16, 16, 3]],
    ['a chunk a picture', [1, 11, 9, 3]],
    ['no chunks', null],
  ];
  for (const [title, chunks] of storages) {
    it(`reads pictures stored in ${title}`, async () => {
      const raw = noisePictures([10, 20, 13], [11, 9, 3]);
      const read = await worker.read(await galaxyFile(raw, chunks));
      expect(read.values).to.deep.equal(raw.values);
      expect(read.labels).to.deep.equal(raw.labels);
      expect(read).to.deep.include({ shape: [43, 11, 9, 3], classNames: null, bands: null, source: 'galaxies.h5', synthetic: false });
    });

    it(`gives the same dataset from ${title} as from memory, whatever is kept`, async () => {
      const raw = noisePictures([10, 20, 13], [11, 9, 3]);
      const file = await galaxyFile(raw, chunks);
      const choices = [
        { classes: [2, 0], seed: 5 },
        { bands: [2] },
        { bands: [2, 0], coarsen: 2 },
        { coarsen: 4, limit: 11, seed: 9 },
        { classes: [1, 2], relabel: [0, 0], classNames: ['both'], limit: 6, crop: 3, coarsen: 3, normalise: true },
      ];
      for (const options of choices) {
        const whole = createDataset({ ...raw, source: 'galaxies.h5', synthetic: false }, options);
        const read = await worker.read(file, options);
        const data = createDataset(read, options);
        expect(read.values.length).to.equal(data.info.count * data.info.pictureShape.reduce((a, b) => a * b));
        expect(data.info).to.deep.equal(whole.info);
        expect([data.labels, data.train, data.test]).to.deep.equal([whole.labels, whole.train, whole.test]);
        const all = whole.labels.map((_, i) => i);
        expect(data.samples(all)).to.deep.equal(whole.samples(all));
      }
    });
  }

  it('keeps a merged class though a limit leaves nothing of its rarest label', async () => {
    const raw = noisePictures([2, 60, 20], [3, 3, 1]);
    const file = await galaxyFile(raw, [16, 3, 3, 1]);
    let without = 0;
    for (const seed of [1, 2, 3, 4]) {
      const options = { classes: [0, 1, 2], relabel: [0, 0, 1], limit: 8, seed };
      const read = await worker.read(file, options);
      if (!read.labels.includes(0)) without++;
      const { info, labels } = createDataset(read, options);
      expect(info).to.deep.include({ counts: [4, 4], classNames: ['Class 0 or Class 1', 'Class 2'] });
      expect(labels).to.deep.equal(createDataset(raw, options).labels);
    }
    expect(without, 'seeds that left nothing of it').to.be.greaterThan(0);
  });

  it('leaves out rows without a class where the classes are named', async () => {
    const raw = noisePictures([2, 3, 2], [3, 3, 1]);
    const file = await hdf5File((root) => {
      root.create_dataset({ name: 'images', data: raw.values, shape: raw.shape });
      root.create_dataset({ name: 'ans', data: Float32Array.of(-1, 0, 1, Number.NaN, 1.5, 0, 1) });
    });
    const options = { classes: [1, 0], split: 0.5 };
    const read = await worker.read(file, options);
    expect(read.labels).to.deep.equal(Int32Array.of(0, 1, 0, 1));
    expect([...read.values]).to.deep.equal([1, 2, 5, 6].flatMap((row) => [...raw.values.subarray(row * 9, row * 9 + 9)]));
    expect(createDataset(read, options).info.counts).to.deep.equal([2, 2]);
    const { message } = await refusal(() => worker.read(file));
    expect(message).to.match(/that of sample 0 is -1\. Mend the labels, or name the classes to keep\./);
  });

  it('names the row of the file that holds a value which is no number, whatever was kept', async () => {
    const raw = noisePictures([4, 4], [3, 3, 1]);
    const values = Float32Array.from(raw.values, (value, i) => (i === 6 * 9 + 5 ? Number.NaN : value));
    const options = { classes: [1], split: 0.5 };
    const read = await worker.read(await galaxyFile({ ...raw, values }, null), options);
    const { code, message } = await refusal(() => createDataset(read, options));
    expect(code).to.equal('data-mismatch');
    expect(message).to.match(/^Row 6 of galaxies\.h5, counted from 0, holds a value that is not a finite number/);
  });

  it('names classes and bands of a Galaxy10 file from the whole of it, though only a part is kept', async () => {
    const raw = noisePictures(new Array<number>(10).fill(2), [69, 69, 3]);
    const file = await galaxyFile(raw, [5, 9, 18, 1]);
    const options = { classes: [9, 4], bands: ['r'], coarsen: 3, split: 0.5 };
    const { info } = createDataset(await worker.read(file, options), options);
    expect(info).to.deep.include({ classNames: [sdssClassNames[9], sdssClassNames[4]], bands: ['r'], pictureShape: [23, 23, 1] });
    const named = { ...options, classNames: ['loose', 'bulge'] };
    expect(createDataset(await worker.read(file, named), named).info.classNames).to.deep.equal(['loose', 'bulge']);
  });

  it('takes names, bands and their being synthetic from attributes', async () => {
    const file = await galaxyFile(noisePictures([2, 2], [4, 4, 2]), null, (root) => {
      root.create_attribute('synthetic', 1);
      dataset(root, 'ans').create_attribute('class_names', ['round', 'long']);
      dataset(root, 'images').create_attribute('bands', ['u', 'z']);
    });
    expect(await worker.read(file, { bands: ['Z'] })).to.deep.include({ classNames: ['round', 'long'], bands: ['z'], synthetic: true });
  });

  it('takes floating-point, 16-bit and grey pictures', async () => {
    const labels = Int32Array.of(0, 0, 1);
    const shape = [3, 4, 5, 1];
    const floats = Float32Array.from({ length: 60 }, (_, i) => i / 7 - 3);
    expect((await worker.read(await galaxyFile({ values: floats, shape, labels }, [2, 3, 3, 1]))).values).to.deep.equal(floats);
    const signed = Int16Array.from({ length: 60 }, (_, i) => i * 300 - 9000);
    const grey = await hdf5File((root) => {
      root.create_dataset({ name: 'stack', data: signed, shape: [3, 4, 5], chunks: [2, 3, 3], compression: 'gzip' });
      root.create_dataset({ name: 'kind', data: BigInt64Array.of(4n, 4n, 7n) });
    });
    const read = await worker.read(grey, { coarsen: 2 });
    expect(read).to.deep.include({ shape: [3, 2, 2, 1], labels: Int32Array.of(4, 4, 7) });
    const mean = (signed[0] ?? 0) / 4 + (signed[1] ?? 0) / 4 + (signed[5] ?? 0) / 4 + (signed[6] ?? 0) / 4;
    expect(read.values[0]).to.equal(mean);
  });

  it('reads samples scattered over a file without chunks, however many there are', async () => {
    const n = 300_000; // every second one is wanted: 150,000 separate reads
    const raw = {
      values: Uint8Array.from({ length: n }, (_, i) => i % 251),
      shape: [n, 1, 1, 1],
      labels: Int32Array.from({ length: n }, (_, i) => i % 2),
    };
    const read = await worker.read(await galaxyFile(raw, null), { classes: [1] });
    expect(read.shape).to.deep.equal([n / 2, 1, 1, 1]);
    expect(read.values.every((value, i) => value === (2 * i + 1) % 251)).to.equal(true);
  });

  it('opens one file after another, and two at once', async () => {
    const [a, b] = [noisePictures([4, 4], [8, 8, 3], 1), noisePictures([5, 5], [8, 8, 3], 2)];
    const files = [await galaxyFile(a, [3, 3, 3, 1]), await galaxyFile(b, [3, 3, 3, 1])] as const;
    const [first, second] = await Promise.all([worker.read(files[0]), worker.read(files[1])]);
    expect([first.values, second.values]).to.deep.equal([a.values, b.values]);
    expect((await worker.read(files[0])).values).to.deep.equal(a.values);
  });

  itWithShared('data/real-galaxies-69.h5', 'has 2,999 real galaxies in memory before long, and little else', async (url) => {
    const blob = await (await fetch(url)).blob();
    const file = new File([blob], 'real-galaxies-69.h5');
    const fresh = await startFileWorker<MeasuredApi>('/tests/unit/data/readers/measured.worker.ts');
    const start = performance.now();
    const raw = await fresh.read(file);
    const seconds = (performance.now() - start) / 1000;
    console.log(`2,999 real galaxies read in ${seconds.toFixed(2)} s`);
    expect(seconds, 'a second or two, and several on a busy machine; bench/RESULTS.md has the time of each step').to.be.lessThan(20);
    expect(raw.shape).to.deep.equal([2999, 69, 69, 3]);
    expect(createDataset(raw, {}).info.counts).to.deep.equal([194, 429, 603, 657, 676, 440]);
    expect(Array.from(raw.values).reduce((sum, value) => sum + value, 0)).to.equal(1666510793); // summed by another reader
    expect(await fresh.api.libraryBytes()).to.be.lessThan(24e6); // the file has 32 MB, the pictures 43 MB; the library starts with 19
    await until(() => fresh.reports.at(-1)?.fraction === 1);
    expect(fresh.reports.map(({ fraction }) => fraction)).to.deep.equal(
      fresh.reports.map(({ fraction }) => fraction).sort((x, y) => x - y),
    );
    expect(fresh.reports.at(-1)).to.deep.equal({ fraction: 1, label: 'Reading real-galaxies-69.h5' });
    expect(await fresh.api.isWorn()).to.equal(false);
    const oneBand = await fresh.read(file, { bands: ['g'], classes: [5], coarsen: 3 });
    expect(oneBand.shape).to.deep.equal([440, 23, 23, 1]);
    fresh.stop();
  });

  itWithShared('data/real-galaxies-69.h5', 'reads the same over HTTP', async (url) => {
    const options = { limit: 60, coarsen: 3 };
    const { info } = createDataset(await worker.read(url, options), options);
    expect(info).to.deep.include({ count: 60, counts: [10, 10, 10, 10, 10, 10], pictureShape: [23, 23, 3], source: url });
    await until(() => worker.reports.length > 0);
    expect(worker.reports[0]?.label).to.match(/^Downloading real-galaxies-69\.h5: .* of 32 MB$/);
  });
});
