/** What this machine offers to compute on, before anything is started. */
import { type Examination, examineWebgl, examineWebgpu } from './hardware.js';
import { hasSimd } from './wasm/load.js';

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

export interface Candidate extends Examination {
  name: BackendName;
}

/** How to look at each. A test puts other looks in their place. */
export type Looks = Record<BackendName, () => Examination | Promise<Examination>>;

export const looks: Looks = {
  webgpu: () => examineWebgpu(),
  webgl: () => examineWebgl(),
  wasm: () => ({
    available: hasSimd(),
    preferred: hasSimd(),
    words: hasSimd() ? 'WebAssembly with SIMD.' : 'This browser runs no WebAssembly with SIMD.',
  }),
  cpu: () => ({ available: true, preferred: true, words: 'Plain JavaScript, the slowest.' }),
};

/** Whether it is a program on the processor: it is there at once, and while it computes nothing else in the thread does. */
export const onProcessor = (name: BackendName): boolean => name === 'wasm' || name === 'cpu';

/** Every candidate, graphics processors first. */
export async function examineAll(look: Looks): Promise<Candidate[]> {
  const names = Object.keys(looks) as BackendName[];
  return Promise.all(names.map(async (name) => ({ name, ...(await look[name]()) })));
}
