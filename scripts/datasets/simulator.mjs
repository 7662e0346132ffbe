// The project's own simulator, bundled in memory for Node.
import { build } from 'esbuild';

const entry = new URL('../../src/data/synthetic/synthetic.ts', import.meta.url).pathname;

/** `makeSynthetic` of `src/data/synthetic/synthetic.ts`. */
export async function simulator() {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
  });
  const { makeSynthetic } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  return makeSynthetic;
}
