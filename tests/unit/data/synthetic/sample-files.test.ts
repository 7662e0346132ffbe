/** The files of `datasets/` are in the layout of Galaxy10, and hold what the simulator makes today. */
import { expect } from '@open-wc/testing';
import { Dataset, File as HdfFile, ready } from 'h5wasm';
import { decalsClassNames, sdssClassNames } from '../../../../src/data/galaxy10.js';
import { makeSynthetic } from '../../../../src/data/synthetic/synthetic.js';

interface Opened {
  bytes: number;
  read(name: string): Dataset;
  root: HdfFile;
}

async function withFile(name: string, use: (file: Opened) => Promise<void>): Promise<void> {
  const answer = await fetch(`/datasets/${name}`);
  expect(answer.ok, `datasets/${name} is there`).to.equal(true);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const { FS } = await ready;
  FS.writeFile(`/${name}`, bytes);
  const root = new HdfFile(`/${name}`, 'r');
  try {
    const read = (key: string): Dataset => {
      const entity = root.get(key);
      if (entity instanceof Dataset) return entity;
      throw new Error(`${name} has no dataset “${key}”`);
    };
    await use({ bytes: bytes.length, read, root });
  } finally {
    root.close();
    FS.unlink(`/${name}`);
  }
}

/** The fraction of bytes that differ: other versions of a browser may round a pixel differently. */
function difference(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).to.equal(b.length);
  return a.reduce((count, value, i) => count + (value === b[i] ? 0 : 1), 0) / a.length;
}

for (const { name, keys, shape, chunks, classNames } of [
  {
    name: 'galaxy10-sdss-sample.h5',
    keys: ['ans', 'images'],
    shape: [240, 69, 69, 3],
    chunks: [60, 18, 18, 1],
    classNames: sdssClassNames,
  },
  {
    name: 'galaxy10-decals-sample.h5',
    keys: ['ans', 'dec', 'images', 'pxscale', 'ra', 'redshift'],
    shape: [18, 256, 256, 3],
    chunks: [5, 64, 64, 1],
    classNames: decalsClassNames,
  },
]) {
  describe(`datasets/${name}`, () => {
    it('has the layout of the real file: keys, types, chunks, gzip, sorted by class', () =>
      withFile(name, async ({ bytes, read, root }) => {
        expect(bytes).to.be.below(3e6);
        expect(root.keys().sort()).to.deep.equal(keys);
        const images = read('images');
        expect(images.shape).to.deep.equal(shape);
        expect(images.dtype).to.equal('<B');
        expect(images.metadata.chunks).to.deep.equal(chunks);
        expect(images.filters.map(({ name: filter }) => filter)).to.deep.equal(['deflate']);
        const labels = Array.from(read('ans').value as Uint8Array);
        expect(labels).to.deep.equal(labels.toSorted((a, b) => a - b));
        expect(new Set(labels).size).to.equal(10);
        for (const key of keys) expect(read(key).shape?.[0], key).to.equal(shape[0]);
      }));

    it('says that it is synthetic, and what its classes are called', () =>
      withFile(name, async ({ root }) => {
        expect(Number(root.attrs.synthetic?.value)).to.equal(1);
        expect(root.attrs.class_names?.value).to.deep.equal(classNames);
      }));

    it('holds what the simulator makes of the name it carries', () =>
      withFile(name, async ({ read, root }) => {
        const { values, labels } = await makeSynthetic(String(root.attrs.source?.value));
        expect(difference(read('images').value as Uint8Array, values as Uint8Array)).to.be.below(1e-4);
        expect(Array.from(read('ans').value as Uint8Array)).to.deep.equal(Array.from(labels));
      }));
  });
}
