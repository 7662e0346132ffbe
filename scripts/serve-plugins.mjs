// Plugins shared by the development server and the test runner.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from './esbuild-options.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const shared = join(root, '..', 'shared');

/** Headers of a page that may share memory between threads. */
export const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** Makes the pages of tests named `*.isolated.test.ts` cross-origin isolated, so that they have threads; all others have none. */
export function isolateTests() {
  return {
    name: 'isolate-tests',
    transform(context) {
      if (context.path === '/' && String(context.body).includes('.isolated.test.ts')) return { headers: isolation };
    },
  };
}

/** Serves a TypeScript test, or a worker a test starts, as one bundle, so that packages which are not ESM inside work too. */
export function bundleTests() {
  return {
    name: 'bundle-tests',
    async serve(context) {
      if (!/^\/(tests|bench)\/.*\.ts$|\.worker\.ts$/.test(context.path)) return;
      const { outputFiles } = await build({
        ...common,
        entryPoints: [join(root, context.path)],
        sourcemap: 'inline',
        write: false,
      });
      return { body: outputFiles[0].text, type: 'js' };
    },
  };
}

/** Middleware that serves `../shared` under `/shared`, where it is there: real galaxies for tests, never shipped. */
export async function serveShared(context, next) {
  const file = join(shared, normalize(context.path.replace(/^\/shared\//, '')));
  if (!context.path.startsWith('/shared/') || !file.startsWith(shared) || !existsSync(file)) return next();
  context.status = 200;
  context.type = 'application/octet-stream';
  context.length = statSync(file).size;
  if (context.method !== 'HEAD') context.body = createReadStream(file);
}
