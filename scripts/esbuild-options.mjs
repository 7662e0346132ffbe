// What every bundle of the project has in common: the workers, the elements, the demo and the tests.
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));

/** `import binary from 'package/file.wasm'` gives the binary, gzipped and in base64: no request of its own, no path to find. */
const inlineWasm = {
  name: 'inline-wasm',
  setup(build) {
    build.onLoad({ filter: /\.wasm$/ }, async ({ path }) => ({
      contents: gzipSync(await readFile(path), { level: 9 }).toString('base64'),
      loader: 'text',
    }));
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
  plugins: [inlineWasm],
};
