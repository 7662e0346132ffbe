// Compiles src/backend/simd/assembly with AssemblyScript: `node scripts/build-simd.mjs` shows the sizes; bundles compile it when they need it.
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import asc from 'assemblyscript/asc';
import { filesBelow, inRoot, isMain } from './project.mjs';

const folder = 'src/backend/simd/assembly';

/** What the two builds differ in. */
const features = { relaxed: ['--enable', 'simd', '--enable', 'relaxed-simd'], plain: ['--enable', 'simd'] };

/** The module brings nothing along: it imports its memory, and has no allocator, no run-time checks and no names. */
const flags = ['--runtime', 'stub', '--importMemory', '--noExportMemory', '--noAssert', '-O3'];

/** The sources, for whoever has to know when to build again. */
export const simdSources = async () =>
  (await filesBelow(inRoot(folder))).filter((file) => file.endsWith('.ts')).map((file) => inRoot(folder, file));

async function compile(build) {
  const outputs = new Map();
  const { error, stderr } = await asc.main(['index.ts', '--outFile', 'simd.wasm', ...flags, ...features[build]], {
    readFile: (name) => readFile(inRoot(folder, name), 'utf8').catch(() => null),
    writeFile: (name, contents) => outputs.set(name, contents),
    listFiles: () => [],
  });
  const said = stderr.toString();
  if (error || said.includes('WARNING')) throw new Error(`AssemblyScript, ${build} build:\n${said || error.message}`);
  return outputs.get('simd.wasm');
}

const compiled = new Map();

/** The binary of a build, `relaxed` or `plain`; compiled again only when a source has changed. */
export async function simdBinary(build) {
  const texts = await Promise.all((await simdSources()).map((file) => readFile(file, 'utf8')));
  const sources = texts.join('\n');
  const known = compiled.get(build);
  if (known?.sources === sources) return known.binary;
  const binary = compile(build);
  compiled.set(build, { sources, binary });
  return binary;
}

if (isMain(import.meta.url)) {
  const rows = Object.keys(features).map(async (build) => {
    const binary = await simdBinary(build);
    return { build, bytes: binary.length, gzipped: gzipSync(binary, { level: 9 }).length };
  });
  console.table(await Promise.all(rows));
}
