import { expect } from '@open-wc/testing';
import { createDataset } from '../../../src/data/dataset.js';
import { decalsClassNames, sdssClassNames } from '../../../src/data/galaxy10.js';
import { Random } from '../../../src/data/random.js';
import { selectSamples } from '../../../src/data/select.js';
import { noisePictures, pictureOf, refusal } from './pictures.js';

const every = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('createDataset', () => {
  it('describes what it made', () => {
    const { info } = createDataset(noisePictures([10, 20, 30], [12, 12, 3]), { crop: 8, bands: [2, 0] });
    expect(info).to.deep.include({
      count: 60,
      pictureShape: [12, 12, 2],
      sampleShape: [8, 8, 2],
      classNames: ['Class 0', 'Class 1', 'Class 2'],
      counts: [10, 20, 30],
      trainCounts: [8, 16, 24],
      testCounts: [2, 4, 6],
      train: 48,
      test: 12,
      source: 'noise',
      synthetic: true,
      normalisation: null,
      options: { crop: 8, bands: [2, 0] },
    });
  });

  it('returns stored samples as copies', () => {
    const raw = noisePictures([3, 3], [4, 4, 3]);
    const data = createDataset(raw, { split: 0.5 });
    const sample = data.sample(4);
    expect(sample).to.deep.equal({ values: pictureOf(raw, 4), shape: [4, 4, 3], label: 1 });
    sample.values.fill(0);
    expect(data.sample(4).values).to.deep.equal(pictureOf(raw, 4));
    expect(data.samples([5, 0]).labels).to.deep.equal(Int32Array.of(1, 0));
  });

  it('refuses sample numbers it does not have', async () => {
    const data = createDataset(noisePictures([3, 3], [4, 4, 1]), { split: 0.5 });
    for (const index of [-1, 6, 1.5, Number.NaN]) {
      expect(await refusal(() => data.sample(index))).to.include({ code: 'data-mismatch' });
      const out = new Float32Array(2 * 16).fill(-1);
      expect((await refusal(() => data.prepare([0, index], out))).message).to.contain(`There is no sample ${index}`);
      expect((await refusal(() => data.prepareRandomly([0, index], out, new Random(1), false))).code).to.equal('data-mismatch');
      expect(out.every((value) => value === -1)).to.equal(true);
    }
    expect((await refusal(() => data.samples(['1'] as never))).message).to.contain('There is no sample "1"');
    for (const indices of [null, undefined, 3, '01', {}]) {
      expect((await refusal(() => data.samples(indices as never))).message).to.match(/^Give sample indices as a list, not /);
      expect((await refusal(() => data.prepare(indices as never, new Float32Array(16)))).code).to.equal('data-mismatch');
    }
    expect((await refusal(() => data.sample(6))).message).to.equal('There is no sample 6: the dataset has 6, numbered from 0.');
  });

  it('keeps classes in the order asked for and merges them by relabel', () => {
    const raw = noisePictures([4, 5, 6, 7], [2, 2, 1]);
    const data = createDataset(raw, { classes: [3, 0, 1], relabel: [0, 1, 1], split: 0.5 });
    expect(data.info.counts).to.deep.equal([7, 9]);
    expect(data.info.classNames).to.deep.equal(['Class 3', 'Class 0 or Class 1']);
    expect(data.sample(0)).to.deep.include({ label: 1, values: pictureOf(raw, 0) });
    expect(data.sample(9)).to.deep.include({ label: 0, values: pictureOf(raw, 15) });
  });

  it('names the classes of Galaxy10 files, whole or in part, and of no others', () => {
    const ten = new Array<number>(10).fill(2);
    const options = { split: 0.5 };
    expect(createDataset(noisePictures(ten, [69, 69, 3]), options).info).to.deep.include({
      classNames: sdssClassNames,
      bands: ['g', 'r', 'i'],
    });
    const part = createDataset(noisePictures(ten, [69, 69, 3]), { ...options, classes: [7, 5], bands: ['I'] }).info;
    expect(part).to.deep.include({ classNames: ['Disk, face-on, tight spiral', 'Disk, edge-on, boxy bulge'], bands: ['i'] });
    const decals = createDataset(noisePictures(ten, [256, 256, 3]), { ...options, coarsen: 16 }).info;
    expect(decals).to.deep.include({ classNames: decalsClassNames, bands: ['g', 'r', 'z'] });
    expect(createDataset(noisePictures([2, 2], [69, 69, 3]), options).info.classNames).to.deep.equal(['Class 0', 'Class 1']);
    expect(createDataset(noisePictures(ten, [68, 69, 3]), options).info.classNames[3]).to.equal('Class 3');
    expect(createDataset(noisePictures([2, 2], [9, 9, 3]), { ...options, classNames: ['a', 'b'] }).info.classNames).to.deep.equal([
      'a',
      'b',
    ]);
  });

  it('refuses a band twice, however it is spelt', async () => {
    const raw = { ...noisePictures([5, 5], [4, 4, 3]), bands: ['g', 'r', 'i'] };
    for (const bands of [
      ['r', 'R'],
      ['r', 1],
    ]) {
      const { code, message } = await refusal(() => createDataset(raw, { bands }));
      expect([code, message]).to.deep.equal(['data-mismatch', `Option "bands" names channel 1 twice: [${bands.join(', ')}].`]);
    }
    expect(createDataset(raw, { bands: ['i', 0] }).info.bands).to.deep.equal(['i', 'g']);
  });

  it('is the same for the same seed and another for another', () => {
    const raw = noisePictures([40, 50], [6, 6, 2]);
    const make = (seed: number) => createDataset(raw, { seed, limit: 60, crop: 4, normalise: true });
    const [a, b, c] = [make(3), make(3), make(4)];
    expect(a.train).to.deep.equal(b.train);
    expect(a.info.normalisation).to.deep.equal(b.info.normalisation);
    expect(a.samples(every(60))).to.deep.equal(b.samples(every(60)));
    expect(a.train).not.to.deep.equal(c.train);
    expect(a.samples(every(60))).not.to.deep.equal(c.samples(every(60)));
  });

  it('normalises training crops to mean 0 and deviation 1', () => {
    const raw = noisePictures([700, 800], [12, 12, 3]);
    raw.values.forEach((value, i) => {
      raw.values[i] = i % 3 === 1 ? value >> 2 : value;
    });
    const data = createDataset(raw, { crop: 9, normalise: true, scale: '0.01-1' });
    const n = data.train.length;
    const inputs = new Float32Array(n * 9 * 9 * 3);
    data.prepareRandomly(data.train, inputs, new Random(1), false);
    for (let channel = 0; channel < 3; channel++) {
      const values = inputs.filter((_, i) => i % 3 === channel);
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
      expect(mean).to.be.closeTo(0, 0.01);
      expect(deviation).to.be.closeTo(1, 0.01);
    }
    // Uniform 8-bit values have mean 127.5 and deviation √((256² − 1)/12).
    expect(data.info.normalisation?.mean[0]).to.be.closeTo(0.5 * 0.99 + 0.01, 0.004);
    expect(data.info.normalisation?.deviation[0]).to.be.closeTo(((0.99 / 255) * Math.sqrt(65535)) / Math.sqrt(12), 0.004);
  });

  it('leaves floating-point values as they are unless a scale is asked for', () => {
    const raw = { ...noisePictures([2, 2], [1, 1, 3]), shape: [4, 3], values: Float32Array.from({ length: 12 }, (_, i) => i * 100) };
    const out = new Float32Array(3);
    createDataset(raw, { split: 0.5 }).prepare([1], out);
    expect([...out]).to.deep.equal([300, 400, 500]);
    createDataset(raw, { split: 0.5, scale: 'x/256' }).prepare([1], out);
    expect([...out]).to.deep.equal([300 / 256, 400 / 256, 500 / 256]);
  });

  it('takes samples of any rank, and refuses in words what only pictures can do', async () => {
    const spectra = { ...noisePictures([5, 5], [1, 1, 8]), shape: [10, 8] };
    const data = createDataset(spectra, { normalise: true });
    expect(data.info).to.deep.include({ pictureShape: [8], sampleShape: [8], bands: [] });
    const plain = new Float32Array(8);
    const turned = new Float32Array(8);
    data.prepare([3], plain);
    data.prepareRandomly([3], turned, new Random(1), true);
    expect(turned).to.deep.equal(plain);
    for (const option of [{ crop: 4 }, { coarsen: 2 }, { bands: [0] }]) {
      const { code, message } = await refusal(() => createDataset(spectra, option));
      expect(code).to.equal('data-mismatch');
      expect(message).to.match(/pictures.*these samples are 8\b/);
    }
  });

  it('does not repeat what a reader has done', () => {
    const raw = noisePictures([4, 4], [6, 6, 3]);
    const options = { coarsen: 2, bands: [1, 2], split: 0.5 };
    const whole = createDataset(raw, options);
    const { values, shape, labels } = whole.samples(every(8));
    const reduction = { from: [6, 6, 3], channels: [1, 2], coarsen: 2, to: [3, 3, 2] };
    const selection = selectSamples(labels, { classes: null, relabel: null, limit: null }, new Random(1));
    const again = createDataset({ ...raw, values, shape, labels, reduction, selection }, options);
    expect(again.samples(every(8))).to.deep.equal(whole.samples(every(8)));
    expect(again.info).to.deep.equal(whole.info);
  });

  it('refuses samples that were read with other options', async () => {
    const reduction = { from: [6, 6, 3], channels: [0, 1, 2], coarsen: 2, to: [3, 3, 3] };
    const raw = noisePictures([4, 4], [3, 3, 3]);
    const selection = selectSamples(raw.labels, { classes: null, relabel: null, limit: null }, new Random(1));
    const read = { ...raw, reduction, selection };
    expect(createDataset(read, { coarsen: 2 }).info.pictureShape).to.deep.equal([3, 3, 3]);
    for (const options of [{}, { coarsen: 2, bands: [0] }]) {
      expect((await refusal(() => createDataset(read, options))).message).to.match(/read with other bands or another "coarsen"/);
    }
  });

  const contradictions: [string, Record<string, unknown>, RegExp][] = [
    ['a crop larger than the picture', { crop: 7 }, /crop of 7×7 does not fit.*6×5.*5 or less/],
    ['an unknown band', { bands: [3] }, /no band 3.*channels 0 to 2/],
    ['an unknown letter', { bands: ['z'] }, /no band z/],
    ['a band twice', { bands: [1, 1] }, /names channel 1 twice: \[1, 1\]/],
    ['a band twice, as a number and as a text', { bands: [0, 2, '0'] }, /names channel 0 twice: \[0, 2, 0\]/],
    ['a class that is not there', { classes: [0, 9] }, /no sample of class 9; the labels here are 0, 1/],
    ['a class twice', { classes: [0, 0] }, /label 0 twice/],
    ['an option that nobody reads', { normalize: true }, /no option "normalize"/],
    ['a broken class', { classes: [0.5] }, /0\.5/],
    ['no class', { classes: [] }, /empty/],
    ['a relabel that is too short', { classes: [0, 1], relabel: [0] }, /1 entries for 2 classes/],
    ['a relabel that is too long', { relabel: [0, 1, 1] }, /has 3 entries for 2 classes\.$/],
    ['a relabel with a gap', { relabel: [0, 2] }, /without a gap: 1 is missing/],
    ['blocks larger than the picture', { coarsen: 6 }, /6×6 pixels do not fit into pictures of 6×5/],
    ['half a block', { coarsen: 0.5 }, /"coarsen" must be a whole number/],
    ['an unknown scale', { scale: 'log' }, /Scale "log" is unknown/],
    ['a split of nothing', { split: 0 }, /Split must be/],
    ['a split that leaves no test', { split: 10 }, /leaves none of 10 to test/],
    ['a split without training samples of a class', { split: 1 }, /number of samples, below 1 a fraction\) leaves class \d without/],
    ['a tiny fraction', { split: 0.01 }, /without a training sample/],
    ['a limit below the number of classes', { limit: 1 }, /limit of 1 leaves some of the 2 classes/],
    ['too few names', { classNames: ['a'] }, /1 name for 2 classes/],
    ['a seed that is no number', { seed: Number.NaN }, /Seed/],
    ['a seed in words', { seed: 'one' }, /Seed must be a number; it is "one"/],
    ['null for a split', { split: null }, /Split must be .*; it is null/],
    ['a split in words', { split: '0.8' }, /Split must be .*; it is "0\.8"/],
    ['a crop in words', { crop: '48' }, /"crop" must be a whole number of 1 or more; it is "48"/],
    ['null for a limit', { limit: null }, /"limit" must be .*; it is null/],
    ['a text for classes', { classes: 'abc' }, /"classes" must be a list such as \[0, 3, 4\]; it is "abc"/],
    ['an empty text for classes', { classes: '' }, /"classes" must be a list .*; it is ""/],
    ['null for classes', { classes: null }, /"classes" must be a list .*; it is null/],
    ['classes in words', { classes: ['0', '1'] }, /by whole numbers from 0; "0" is none/],
    ['a number for relabel', { relabel: 1 }, /"relabel" must be a list .*; it is 1/],
    ['a relabel in words', { relabel: ['a', 'b'] }, /"relabel" must use 0, 1, …/],
    ['one band that is no list', { bands: 'g' }, /"bands" must be a list such as \["g", "r"\] or \[0, 1\]; it is "g"/],
    ['a band that is nothing', { bands: [null] }, /"bands" names channels by letter or number; null is neither/],
    ['a text for names', { classNames: 'ab' }, /"classNames" must be a list .*; it is "ab"/],
    ['names that are no texts', { classNames: ['a', 2] }, /"classNames" must be texts; number 2 is 2/],
    ['a scale that is a number', { scale: 256 }, /Scale 256 is unknown/],
    ['null for a scale', { scale: null }, /Scale null is unknown/],
    ['a text for normalise', { normalise: 'false' }, /"normalise" must be true or false; it is "false"/],
    ['a number for stratify', { stratify: 0 }, /"stratify" must be true or false; it is 0/],
  ];
  for (const [title, options, words] of contradictions) {
    it(`refuses ${title} in words`, async () => {
      const { code, message } = await refusal(() => createDataset(noisePictures([5, 5], [6, 5, 3]), options));
      expect(code).to.equal('data-mismatch');
      expect(message).to.match(words);
    });
  }

  it('refuses negative labels, unequal lengths and values that are not finite', async () => {
    const raw = noisePictures([5, 5], [2, 2, 1]);
    const cases = [
      { ...raw, labels: raw.labels.map((label) => label - 1) },
      { ...raw, labels: raw.labels.slice(1) },
      { ...raw, values: Float32Array.from(raw.values, (value, i) => (i === 17 ? Number.NaN : value)) },
    ];
    const words = [/one of these is -1/, /10 samples and 9 labels/, /^Row 4 of noise, counted from 0, holds .* Mend it there/];
    for (const [i, broken] of cases.entries()) {
      const { code, message } = await refusal(() => createDataset(broken, {}));
      expect(code).to.equal('data-mismatch');
      expect(message).to.match(words[i] as RegExp);
    }
  });
});
