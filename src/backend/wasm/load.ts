/**
 * Starts the WASM backend from the binary inside the script: no request, no path to find, no `eval`. A page with a content
 * security policy needs `'wasm-unsafe-eval'` and nothing more.
 */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import moduleFactory, { type BackendWasmModule } from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js';
import gzippedBase64 from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm';
import { attachSimd, endThreads } from '../simd/load.js';
import { ALL_PAGES, mayShareMemory, onSharedMemory } from '../threads/shared-memory.js';
import { inflate } from './inflate.js';
import { letResultsWait } from './waiting.js';

/** The smallest module with a SIMD instruction: (func (drop (i8x16.splat (i32.const 0)))). */
const simdProbe = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11]);

/** Whether this browser runs WebAssembly with 128-bit SIMD, without which the binary inside does not start. */
export function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(simdProbe);
}

/** What Emscripten exports and the package's types leave out: a C function as a JavaScript one. */
type GlueModule = BackendWasmModule & {
  cwrap(name: string, returns: 'number' | null, takes: 'number'[]): (...values: number[]) => number;
};

/** The binary, run by the glue code Emscripten wrote for it. Rejects where the page's policy forbids WebAssembly. */
async function run(binary: BufferSource): Promise<GlueModule> {
  const compiled = await WebAssembly.compile(binary);
  return new Promise((resolve, reject) => {
    const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object => {
      WebAssembly.instantiate(compiled, imports).then(done).catch(reject);
      return {}; // Tells Emscripten that `done` follows.
    };
    (moduleFactory({ instantiateWasm, onAbort: reject }) as Promise<GlueModule>).then(resolve, reject);
  });
}

/**
 * On memory that threads can share where the page may have it, else on its own. Shared memory sets aside all the addresses it may
 * ever grow to: where there are not enough of them, as on phones, a quarter is tried.
 */
async function startModule(): Promise<GlueModule> {
  const binary = await inflate(gzippedBase64);
  for (const pages of mayShareMemory() ? [ALL_PAGES, ALL_PAGES / 4] : []) {
    try {
      return await run(onSharedMemory(binary, pages));
    } catch {
      // less then, or none
    }
  }
  return run(binary);
}

/**
 * Nobody in tfjs-backend-wasm asks whether there was memory to be had: kernels would write from address 0, over everything else.
 * And a piece that would reach beyond 4 GiB is granted, since its end is small again: it is longer than the memory there is.
 */
function refuseWhenFull(module: GlueModule): void {
  module._free(module._malloc(1)); // Emscripten puts the real functions in place at their first call
  const allocate = module._malloc;
  module._malloc = (bytes) => {
    const address = allocate(bytes);
    if (address === 0 && bytes > 0) throw new Error('WebAssembly is out of memory.');
    if ((address >>> 0) + bytes > module.HEAPU8.length) {
      module._free(address);
      throw new Error('WebAssembly is out of memory: there is none beyond 4 GB.');
    }
    return address;
  };
}

/**
 * A WASM backend with SIMD, and on a cross-origin isolated page with threads of our own (../threads). tfjs-backend-wasm's own start
 * would fetch files; and its threads are another binary of the same size, whose sums come out in another order each time.
 */
export async function loadWasm(): Promise<BackendWasm> {
  const module = await startModule();
  // The bridge tfjs-backend-wasm lays between its JavaScript and the module (its `init`, which is not exported alone).
  module.tfjs = {
    init: module.cwrap('init', null, []),
    initWithThreadsCount: module.cwrap('init_with_threads_count', null, ['number']),
    getThreadsCount: module.cwrap('get_threads_count', 'number', []),
    registerTensor: module.cwrap('register_tensor', null, ['number', 'number', 'number']), // id, size, address
    disposeData: module.cwrap('dispose_data', null, ['number']),
    dispose: module.cwrap('dispose', null, []),
  };
  refuseWhenFull(module);
  const backend = new BackendWasm(module);
  const dispose = backend.dispose.bind(backend);
  backend.dispose = () => {
    endThreads(backend);
    dispose();
  };
  await attachSimd(backend);
  letResultsWait(backend);
  return backend;
}
