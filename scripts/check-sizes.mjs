// What a page has to load, gzipped at level 9, against the budgets. One KB is 1,000 bytes.
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { inRoot, isMain } from './project.mjs';

const gzipped = (text) => gzipSync(text, { level: 9 }).length;

/** A gzipped binary in base64 as scripts/esbuild-options.mjs puts it into a bundle. */
const inlineBinary = /["'`]H4sI[A-Za-z0-9+/=]{1000,}["'`]/g;

/** Gzipped sizes of a bundle: its script without the binaries inlined in it, and what those add. */
export function sizesOf(text) {
  const whole = gzipped(text);
  const script = gzipped(text.replace(inlineBinary, '""'));
  return { script, binaries: whole - script, whole };
}

const budgets = [
  { what: 'all elements', file: 'galaxy-playground.js', part: 'whole', budget: 90_000 },
  { what: 'engine worker without WebAssembly', file: 'engine.worker.js', part: 'script', budget: 420_000 },
  { what: 'WebAssembly in the engine worker', file: 'engine.worker.js', part: 'binaries', budget: 200_000 },
  { what: 'file worker', file: 'file.worker.js', part: 'whole', budget: 1_100_000 },
];

async function main() {
  const rows = await Promise.all(
    budgets.map(async ({ what, file, part, budget }) => {
      const size = sizesOf(await readFile(inRoot('dist', file), 'utf8'))[part];
      return { what, KB: +(size / 1000).toFixed(1), 'budget KB': budget / 1000, fits: size > 0 && size <= budget };
    }),
  );
  console.table(rows);
  process.exitCode = rows.every(({ fits }) => fits) ? 0 : 1;
}

if (isMain(import.meta.url)) await main();
