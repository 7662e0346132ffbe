import { expect } from '@open-wc/testing';
import { threadsInWords } from '../../../../src/backend/simd/load.js';
import { threadsOf } from '../../../../src/backend/threads/parallel.js';
import { isShared, mayShareMemory, onSharedMemory } from '../../../../src/backend/threads/shared-memory.js';
import { useBuild, wasm } from '../simd/builds.js';

const magic = [0, 97, 115, 109, 1, 0, 0, 0];
/** (module (memory (export "m") 2 100)). */
const ownMemory = Uint8Array.of(...magic, 5, 4, 1, 1, 2, 100, 7, 5, 1, 1, 109, 2, 0);
/** (module (import "e" "m" (memory 3))). */
const importedMemory = Uint8Array.of(...magic, 2, 8, 1, 1, 101, 1, 109, 2, 0, 3);

describe('a binary on shared memory', () => {
  it('has its own memory shared, as large as before, and with the maximum asked for', () => {
    const shared = onSharedMemory(ownMemory.buffer, 300);
    expect([...shared]).to.deep.equal([...magic, 5, 5, 1, 3, 2, 172, 2, 7, 5, 1, 1, 109, 2, 0]);
    expect(WebAssembly.validate(ownMemory)).to.equal(true);
    expect(WebAssembly.validate(shared)).to.equal(true);
  });

  it('takes a memory that is shared, of any maximum', () => {
    const shared = onSharedMemory(importedMemory.buffer);
    expect([...shared]).to.deep.equal([...magic, 2, 11, 1, 1, 101, 1, 109, 2, 3, 3, 128, 128, 4]);
    expect(WebAssembly.Module.imports(new WebAssembly.Module(shared))).to.deep.equal([{ module: 'e', name: 'm', kind: 'memory' }]);
  });

  it('is refused where there is no memory, or the binary is cut off', () => {
    expect(() => onSharedMemory(Uint8Array.from(magic).buffer)).to.throw('declares no memory');
    expect(() => onSharedMemory(ownMemory.slice(0, 9).buffer)).to.throw('ends too early');
  });
});

describe('an ordinary page', () => {
  it('computes with one thread on memory of its own, and says why', async () => {
    expect(mayShareMemory()).to.equal(false);
    await useBuild('relaxed');
    const { memory } = (wasm().wasm as unknown as { asm: { memory: WebAssembly.Memory } }).asm;
    expect(isShared(memory)).to.equal(false);
    expect(threadsOf(wasm())).to.equal(1);
    expect(threadsInWords(wasm())).to.equal('One thread: the page is not cross-origin isolated.');
  });
});
