import { expect } from '@open-wc/testing';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { attachSimd, bestBuild, simdOf } from '../../../../src/backend/simd/load.js';
import { useBuild, wasm } from './builds.js';

describe('the SIMD module', () => {
  it('is taken in its relaxed build where the browser knows those instructions', () => {
    const known = WebAssembly.validate;
    try {
      WebAssembly.validate = () => false;
      expect(bestBuild()).to.equal('plain');
      WebAssembly.validate = () => true;
      expect(bestBuild()).to.equal('relaxed');
    } finally {
      WebAssembly.validate = known;
    }
    const version = Number(/Chrome\/(\d+)/.exec(navigator.userAgent)?.[1] ?? 0);
    if (version >= 114) expect(bestBuild(), 'the probe is a valid module').to.equal('relaxed');
  });

  it('says so where a backend has none', () => {
    const bare = Object.create(BackendWasm.prototype) as BackendWasm;
    expect(() => simdOf(bare)).to.throw('without its SIMD module');
  });

  it('works on where the memory grows', async () => {
    await useBuild(bestBuild());
    const { _malloc, _free } = wasm().wasm;
    const [x, y] = [_malloc(16), _malloc(16)];
    const before = wasm().wasm.HEAPU8.length;
    const large = _malloc(before);
    try {
      expect(wasm().wasm.HEAPU8.length).to.be.above(before);
      new Float32Array(wasm().wasm.HEAPU8.buffer, x, 4).set([1, 2, 3, 4]);
      simdOf(wasm()).outerProduct(x, x + 4, y, 1, 3);
      expect([...new Float32Array(wasm().wasm.HEAPU8.buffer, y, 3)]).to.deep.equal([2, 3, 4]);
    } finally {
      for (const address of [x, y, large]) _free(address);
    }
    await attachSimd(wasm());
  });
});
