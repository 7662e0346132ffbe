import { expect } from '@open-wc/testing';
import { BlockReader } from '../../../../src/data/readers/block-reader.js';

const size = 200e6;
const byteAt = (position: number): number => (position * 31) % 256;

/** A file whose slices are only noted; its bytes follow from their position. */
interface Slice {
  start: number;
  end: number;
}
let requested: number;
const file = { size, slice: (start: number, end: number): Slice => ({ start, end: Math.min(end, size) }) } as unknown as Blob;

describe('BlockReader', () => {
  before(() => {
    // Tests run in a page, where the synchronous reader of workers is absent.
    Object.assign(globalThis, {
      FileReaderSync: class {
        readAsArrayBuffer({ start, end }: Slice): ArrayBuffer {
          requested += end - start;
          return Uint8Array.from({ length: end - start }, (_, i) => byteAt(start + i)).buffer;
        }
      },
    });
  });
  after(() => {
    Reflect.deleteProperty(globalThis, 'FileReaderSync');
  });
  beforeEach(() => {
    requested = 0;
  });

  const expectBytes = (reader: BlockReader, position: number, length: number) => {
    const target = new Uint8Array(length + 4);
    const read = reader.read(target, 2, length, position);
    expect(read).to.equal(Math.max(0, Math.min(length, size - position)));
    expect([target[0], target[1]]).to.deep.equal([0, 0]);
    expect(target.slice(2, 2 + read)).to.deep.equal(Uint8Array.from({ length: read }, (_, i) => byteAt(position + i)));
  };

  it('reads a file from front to end once', () => {
    const reader = new BlockReader(file);
    for (let position = 0; position < 20e6; position += 42_859) expectBytes(reader, position, 42_859);
    expect(requested).to.equal(5 * 2 ** 22);
  });

  it('reads across blocks and up to the end', () => {
    const reader = new BlockReader(file);
    expectBytes(reader, 2 ** 22 - 5, 10);
    expectBytes(reader, size - 7, 100);
    expectBytes(reader, size, 4);
  });

  it('stops reading whole blocks in a file without order', () => {
    const reader = new BlockReader(file);
    for (let i = 0; i < 300; i++) expectBytes(reader, ((i * 37) % 47) * 2 ** 22 + 1000, 5000);
    expect(requested).to.be.lessThan(20 * 2 ** 22);
  });
});
