// What every bundle of the project has in common: the workers, the elements, the demo and the tests.
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { simdBinary, simdSources } from './build-simd.mjs';

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));

const inBase64 = (binary) => ({ contents: gzipSync(binary, { level: 9 }).toString('base64'), loader: 'text' });

/** `import binary from 'package/file.wasm'` gives the binary, gzipped and in base64: no request of its own, no path to find. */
const inlineWasm = {
  name: 'inline-wasm',
  setup(build) {
    build.onLoad({ filter: /\.wasm$/ }, async ({ path }) => inBase64(await readFile(path)));
  },
};

/** The same for the builds of src/backend/simd, which are compiled here: they lie in no file. */
const compiledSimd = {
  name: 'compiled-simd',
  setup(build) {
    build.onResolve({ filter: /^\.\/(relaxed|plain)\.wasm$/ }, ({ path }) => ({ path: path.slice(2, -5), namespace: 'simd' }));
    build.onLoad({ filter: /.*/, namespace: 'simd' }, async ({ path }) => {
      const files = await simdSources();
      return { ...inBase64(await simdBinary(path)), watchFiles: files, watchDirs: [dirname(files[0])] };
    });
  },
};

/**
 * Lit's build for browsers touches `document` and `HTMLElement` while it is imported; its build for Node renders on a server instead.
 * With something harmless in their place, the package can be imported where there is no window, and does nothing there.
 */
const litWithoutWindow = {
  name: 'lit-without-window',
  setup(build) {
    const stand = [
      'const HTMLElement = globalThis.HTMLElement ?? class {};',
      'const document = globalThis.document ?? { createTreeWalker() {} };',
    ].join('\n');
    build.onLoad(
      { filter: /node_modules[\\/](lit-html[\\/]lit-html|@lit[\\/]reactive-element[\\/]reactive-element)\.js$/ },
      async ({ path }) => ({
        contents: `${stand}\n${await readFile(path, 'utf8')}`,
        loader: 'js',
      }),
    );
  },
};

/** @type {import('esbuild').BuildOptions} */
export const common = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8', // h5wasm's binary string grows by a sixth when escaped
  legalComments: 'none',
  logLevel: 'warning',
  define: { __VERSION__: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
  external: ['fs', 'path', 'os', 'crypto', 'util', 'perf_hooks', 'worker_threads', 'module', 'url', 'string_decoder'],
  plugins: [compiledSimd, inlineWasm, litWithoutWindow],
};
