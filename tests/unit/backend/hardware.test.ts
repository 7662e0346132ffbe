import { expect } from '@open-wc/testing';
import { examineWebgl, examineWebgpu, isSoftware } from '../../../src/backend/hardware.js';

const gpu = (info: Partial<GPUAdapterInfo> | null) =>
  ({ requestAdapter: async () => (info ? { info } : null) }) as unknown as Pick<GPU, 'requestAdapter'>;

/** A canvas whose WebGL 2 context, if any, introduces itself as `renderer`. */
const canvas = (renderer: string | null) => {
  const gl = {
    RENDERER: 1,
    getExtension: (name: string) => (name === 'WEBGL_debug_renderer_info' ? { UNMASKED_RENDERER_WEBGL: 2 } : null),
    getParameter: (name: number) => (name === 2 ? renderer : 'WebKit WebGL'),
  };
  return { getContext: () => (renderer === null ? null : gl) } as unknown as OffscreenCanvas;
};

describe('hardware', () => {
  it('knows software renderers by their names', () => {
    const software = [
      'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
      'ANGLE (Mesa, llvmpipe (LLVM 15.0.7 256 bits), OpenGL 4.5)',
      'ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0)',
      'Apple Software Renderer',
    ];
    const hardware = [
      'ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)',
      'ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)',
      'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)',
      'Adreno (TM) 650',
    ];
    for (const name of software) expect(isSoftware(name), name).to.equal(true);
    for (const name of hardware) expect(isSoftware(name), name).to.equal(false);
  });

  it('prefers WebGPU on hardware only', async () => {
    expect(await examineWebgpu(gpu({ vendor: 'nvidia', architecture: 'ampere' }))).to.deep.equal({
      available: true,
      preferred: true,
      words: 'WebGPU on nvidia ampere.',
    });
    expect(await examineWebgpu(gpu({ vendor: 'google', architecture: 'swiftshader' }))).to.include({ available: true, preferred: false });
    expect(await examineWebgpu(gpu({ vendor: 'x', isFallbackAdapter: true }))).to.include({ available: true, preferred: false });
    expect(await examineWebgpu(gpu(null))).to.include({ available: false, preferred: false });
  });

  it('survives WebGPU that throws', async () => {
    const broken = { requestAdapter: () => Promise.reject(new Error('No driver.')) };
    expect((await examineWebgpu(broken)).words).to.equal('WebGPU does not answer: No driver.');
  });

  it('prefers WebGL on hardware with 32-bit floats only', () => {
    expect(examineWebgl(canvas('Apple M2'), () => true)).to.deep.equal({ available: true, preferred: true, words: 'WebGL on Apple M2.' });
    expect(examineWebgl(canvas('Mali-T604'), () => false)).to.include({ available: true, preferred: false });
    expect(examineWebgl(canvas('llvmpipe'), () => true)).to.include({ available: true, preferred: false });
    expect(examineWebgl(canvas(null))).to.include({ available: false, preferred: false });
  });

  it('survives a worker whose canvas throws', () => {
    const broken = {
      getContext: () => {
        throw new Error('Blocked.');
      },
    };
    expect(examineWebgl(broken)).to.deep.equal({ available: false, preferred: false, words: 'WebGL does not answer: Blocked.' });
  });
});
