import { expect } from '@open-wc/testing';
import type { File as HdfFile } from 'h5wasm';
import type { DatasetOptions } from '../../../../src/contract/dataset.js';
import { PlaygroundError } from '../../../../src/contract/playground-error.js';
import { checkImages } from '../../../../src/data/readers/hdf5-limits.js';
import { noisePictures, refusal } from '../pictures.js';
import { type FileWorker, startFileWorker } from './file-worker.js';
import { dataset, galaxyFile, hdf5File } from './hdf5-files.js';
import type { MeasuredApi } from './measured.worker.js';

const pixels = (n: number) => Uint8Array.from({ length: n }, (_, i) => i % 251);
const text = (words: string, name = 'galaxies.h5') => new File([words], name);
const good = () => galaxyFile(noisePictures([6, 6], [9, 9, 3]), [5, 4, 4, 1]);

describe('Files that cannot be read', () => {
  let worker: FileWorker<MeasuredApi>;
  before(async () => {
    worker = await startFileWorker<MeasuredApi>('/tests/unit/data/readers/measured.worker.ts');
  });
  after(() => worker.stop());

  const layout = (fill: (root: HdfFile) => void) => () => hdf5File(fill);
  const images = (root: HdfFile, shape = [4, 3, 3, 3]) =>
    root.create_dataset({ name: 'images', data: pixels(shape.reduce((a, b) => a * b)), shape });
  const ans = (root: HdfFile, labels: Uint8Array | Int32Array | Float32Array = Uint8Array.of(0, 0, 1, 1)) =>
    root.create_dataset({ name: 'ans', data: labels });

  const cases: [title: string, code: string, words: RegExp, make: () => Promise<File> | File | string][] = [
    ['an empty file', 'file-unreadable', /^galaxies\.h5 is empty/, () => text('')],
    ['a text file', 'file-unreadable', /is not an HDF5 file/, () => text('galaxies, and other things')],
    ['a web page', 'file-unreadable', /is a web page/, () => text('\n<!DOCTYPE html><html></html>')],
    ['a PNG picture', 'file-unsupported', /is a PNG picture.*HDF5/, () => pngFile()],
    ['a FITS file', 'file-unsupported', /a\.fits is a FITS file/, () => text('SIMPLE  =                    T', 'a.fits')],
    ['half a file', 'file-unreadable', /is cut off: [\d,]+ of [\d,]+ bytes are here/, async () => half(await good())],
    ['only a signature', 'file-unreadable', /damaged|cut off/, () => new File([Uint8Array.of(137, 72, 68, 70, 13, 10, 26, 10)], 'x.h5')],
    ['a file damaged in its pictures', 'file-unreadable', /^galaxies\.h5 is damaged/, async () => scratched(await good())],
    ['an address where nothing is', 'file-unreadable', /no such file.*address/, () => new URL('/no/such.h5', location.href).href],
    ['what is no address', 'file-unreadable', /^"http:\/\/" is no address/, () => 'http://'],
    ['an address without a server', 'file-unreadable', /could not be fetched.*CORS/, () => 'http://127.0.0.1:9/galaxies.h5'],
    ['an empty HDF5 file', 'file-unsupported', /no dataset "images".*root has no datasets/, layout(() => undefined)],
    [
      'pictures without labels',
      'file-unsupported',
      /no dataset "ans".*It has images \(4×3×3×3 uint8\)/,
      layout((root) => void images(root)),
    ],
    ['labels without pictures', 'file-unsupported', /no dataset "images".*It has ans \(4 uint8\)/, layout((root) => void ans(root))],
    [
      'two stacks that could both be the pictures',
      'file-unsupported',
      /It has .*a \(2×2×2×1 uint8\)/,
      layout((root) => {
        for (const name of ['a', 'b']) root.create_dataset({ name, data: pixels(8), shape: [2, 2, 2, 1] });
      }),
    ],
    [
      'pictures of the wrong rank',
      'file-unsupported',
      /"images" in galaxies\.h5 is 4×27 uint8; a stack of pictures is n×height×width×channels/,
      layout((root) => {
        images(root, [4, 27]);
        ans(root);
      }),
    ],
    [
      'channels that do not come last',
      'file-unsupported',
      /has 70 channels.*must come last/,
      layout((root) => {
        images(root, [4, 3, 70, 70]);
        ans(root);
      }),
    ],
    [
      '64-bit pictures',
      'file-unsupported',
      /stored as int64; store it as uint8/,
      layout((root) => {
        root.create_dataset({ name: 'images', data: new BigInt64Array(16), shape: [4, 2, 2, 1] });
        ans(root);
      }),
    ],
    [
      'text for labels',
      'file-unsupported',
      /labels "ans" are 4 text/,
      layout((root) => {
        images(root);
        root.create_dataset({ name: 'ans', data: ['a', 'b', 'c', 'd'] });
      }),
    ],
    [
      'one label too few',
      'data-mismatch',
      /4 pictures and 3 labels/,
      layout((root) => {
        images(root);
        ans(root, Uint8Array.of(0, 1, 1));
      }),
    ],
    [
      'negative labels',
      'data-mismatch',
      /whole numbers from 0; that of sample 2 is -1/,
      layout((root) => {
        images(root);
        ans(root, Int32Array.of(0, 1, -1, 0));
      }),
    ],
    [
      'broken labels',
      'data-mismatch',
      /that of sample 3 is 1\.5/,
      layout((root) => {
        images(root);
        ans(root, Float32Array.of(0, 1, 0, 1.5));
      }),
    ],
    [
      'pictures behind a link to another file',
      'file-unsupported',
      /no dataset "images"/,
      layout((root) => {
        root.create_external_link('other.h5', '/images', 'images');
        ans(root);
      }),
    ],
    [
      'pictures behind a soft link',
      'file-unsupported',
      /no dataset "images"/,
      layout((root) => {
        root.create_group('inner').create_dataset({ name: 'hidden', data: pixels(108), shape: [4, 3, 3, 3] });
        root.create_soft_link('/inner/hidden', 'images');
        ans(root);
      }),
    ],
    [
      'a Keras network',
      'file-unsupported',
      /holds a Keras network/,
      layout((root) => {
        root.create_attribute('model_config', '{}');
        root.create_group('model_weights');
      }),
    ],
    ['a declared 10¹² pictures', 'file-too-large', /1000000000000×9×9×3 values: more than fits/, () => declaring([1e12, 9, 9, 3], [1e12])],
    ['a declared picture of 10¹² pixels', 'file-too-large', /pictures of 1000000×1000000×3/, () => declaring([6, 1e6, 1e6, 3], [6])],
    [
      'more samples than fit',
      'file-too-large',
      /2\.\d GB of samples.*Set coarsen to 4, choose bands, or set a limit/,
      () => declaring([9e6, 9, 9, 3], [9e6]),
    ],
    [
      'a chunk for every pixel',
      'file-unsupported',
      /"images" in galaxies\.h5 is stored in 12,000,000 pieces a picture; save it again with larger chunks/,
      () => declaring([4, 2000, 2000, 3], [4], [64, 1, 1, 1]),
    ],
  ];
  for (const [title, code, words, make] of cases) {
    it(`refuses ${title} in words, and reads the next good file`, async () => {
      const file = await make();
      const told = await refusal(async () => {
        try {
          await worker.read(file);
        } catch (error) {
          expect(error).to.be.instanceOf(PlaygroundError);
          throw error;
        }
      });
      expect(told.message).to.match(words);
      expect(told.code).to.equal(code);
      expect((await worker.read(await good())).shape).to.deep.equal([12, 9, 9, 3]);
      expect(await worker.api.libraryBytes()).to.be.lessThan(64e6);
    });
  }

  it('refuses options that do not fit before it reads a picture', async () => {
    const file = await good();
    expect((await refusal(() => worker.read(file, { classes: [7] }))).message).to.equal(
      'There is no sample of class 7; the labels here are 0, 1.',
    );
    const unfit: [Omit<DatasetOptions, 'src'>, RegExp][] = [
      [{ bands: ['q'] }, /no band q/],
      [{ coarsen: 2, crop: 5 }, /crop of 5×5 does not fit into pictures of 4×4/],
      [{ classes: [1], split: 6 }, /leaves none of 6 to test on/],
      [{ classes: [1, 0], relabel: [0, 0], classNames: ['a', 'b'] }, /2 names for 1 class/],
    ];
    for (const [options, words] of unfit) {
      const { code, message } = await refusal(() => worker.read(file, options));
      expect(code).to.equal('data-mismatch');
      expect(message).to.match(words);
    }
    expect(worker.reports).to.deep.equal([]);
  });

  it('refuses half-precision pictures in words', async () => {
    const stored = { signed: true, littleEndian: true, vlen: false, shape: [4, 2, 2, 1], maxshape: null, chunks: null, total_size: 16 };
    const half = { ...stored, type: 1, size: 2 }; // h5wasm writes none
    const { code, message } = await refusal(() => checkImages('galaxies.h5', 'images', half, []));
    expect(code).to.equal('file-unsupported');
    expect(message).to.equal('"images" in galaxies.h5 is stored as float16; store it as float32.');
  });

  it('reports itself worn out after many broken files, and is not after good ones', async () => {
    const broken = half(await good());
    const fresh = await startFileWorker();
    for (let i = 0; i < 5; i++) await fresh.read(await good());
    expect(await fresh.api.isWorn()).to.equal(false);
    for (let i = 0; i < 201; i++) await refusal(() => fresh.read(broken));
    expect(await fresh.api.isWorn()).to.equal(true);
    fresh.stop();
  });
});

const half = (file: File): File => new File([file.slice(0, file.size / 2)], file.name);

const pngFile = (): File => new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)], 'a.png');

/** The file with every byte of its second half inverted: the packed pictures no longer unpack. */
async function scratched(file: File): Promise<File> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return new File([bytes.map((byte, i) => (i > bytes.length / 2 ? byte ^ 0xff : byte))], file.name);
}

/** A small file that declares large datasets. */
const declaring = (imagesShape: number[], ansShape: number[], chunks = [64, 9, 9, 1]): Promise<File> =>
  hdf5File((root) => {
    const grows = (shape: number[]) => shape.map(() => null);
    root.create_dataset({ name: 'images', data: pixels(6), shape: [1, 1, 2, 3], maxshape: grows(imagesShape), chunks });
    root.create_dataset({ name: 'ans', data: pixels(1), shape: [1], maxshape: [null], chunks: [65536] });
    dataset(root, 'images').resize(imagesShape);
    dataset(root, 'ans').resize(ansShape);
  });
