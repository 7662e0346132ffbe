// Makes dist/: one script for the page, the session without elements, one file an element, two workers, types, manifest, licences.
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import { common } from './esbuild-options.mjs';
import { licenceTexts } from './licences.mjs';
import { elementTags, inRoot, isMain, root } from './project.mjs';

const dist = inRoot('dist');
const release = { ...common, absWorkingDir: root, minify: true, metafile: true };

/** The page's script and the workers: each a single file, so that one address is all a page or a bundler needs to know. */
const singleFiles = [
  ['src/galaxy-playground.ts', 'galaxy-playground.js'],
  ['src/engine/engine.worker.ts', 'engine.worker.js'],
  ['src/data/readers/file.worker.ts', 'file.worker.js'],
];

const buildSingle = ([entry, out]) => build({ ...release, entryPoints: [entry], outfile: join(dist, out) });

/**
 * The session and each element by itself. What they share lies in files of its own beside session.js and not in a folder:
 * the workers are found relative to the file that starts them.
 */
const buildParts = (tags) =>
  build({
    ...release,
    entryPoints: ['src/session.ts', ...tags.map((tag) => `src/elements/${tag}.ts`)],
    outdir: dist,
    outbase: 'src',
    splitting: true,
    chunkNames: 'shared-[hash]',
  });

function buildTypes() {
  const tsc = inRoot('node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
}

/** Builds everything anew; without `types`, over what is there, only what a page needs. `say` hears that it is done. */
export async function buildAll({ types = true, say = console.log } = {}) {
  const started = performance.now();
  if (types) await rm(dist, { recursive: true, force: true });
  const tags = await elementTags();
  const results = await Promise.all([...singleFiles.map(buildSingle), buildParts(tags)]);
  if (types) buildTypes();
  await writeFile(join(dist, 'index.d.ts'), "export * from './types/galaxy-playground.js';\n");
  await copyFile(inRoot('custom-elements.json'), join(dist, 'custom-elements.json'));
  await writeFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), await licenceTexts(results.map((result) => result.metafile)));
  say(`dist/ built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

if (isMain(import.meta.url)) await buildAll();
