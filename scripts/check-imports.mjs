// Checks the import table (scripts/lint/rooms.mjs) and that no files import each other in a ring, type imports included.
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import process from 'node:process';
import { knotsOf, ringIn } from './lint/cycles.mjs';
import { importsOf } from './lint/imports-of.mjs';
import { roomOf, whyNotPackage, whyNotPart, whyNotRoom } from './lint/rooms.mjs';
import { elementTags, filesBelow, inRoot, isMain } from './project.mjs';

/**
 * @param {ReadonlyMap<string, string>} sources path as seen from `src/` → text
 * @param {ReadonlySet<string>} tags
 * @returns {string[]} what is wrong, one line each
 */
export function importProblems(sources, tags) {
  const problems = [];
  const graph = new Map();
  for (const [file, text] of sources) {
    const targets = [];
    graph.set(file, targets);
    const room = roomOf(file, tags);
    if (!room) {
      problems.push(`${file}: is in no room of the table`);
      continue;
    }
    for (const { specifier, typeOnly, line } of importsOf(text)) {
      const at = `${file}:${line}: '${specifier}'`;
      if (room.name === 'backend/' && /^\.\/(relaxed|plain)\.wasm$/.test(specifier)) continue; // compiled by scripts/build-simd.mjs
      if (!specifier.startsWith('.')) {
        const why = whyNotPackage(room, specifier);
        if (why) problems.push(`${at}: ${why}`);
        continue;
      }
      const target = posix
        .join(posix.dirname(file), specifier)
        .replace(/^\.\.\/src\//, '')
        .replace(/\.js$/, '.ts');
      if (!specifier.endsWith('.js')) problems.push(`${at}: an import of ours ends in .js`);
      else if (!sources.has(target)) problems.push(`${at}: there is no src/${target}`);
      else {
        targets.push(target);
        const targetRoom = roomOf(target, tags);
        const why = (targetRoom && whyNotRoom(room, targetRoom, typeOnly)) ?? whyNotPart(file, target, tags);
        if (why) problems.push(`${at}: ${why}`);
      }
    }
  }
  for (const knot of knotsOf(graph)) problems.push(`import cycle: ${ringIn(knot, graph).join(' → ')}`);
  return problems;
}

async function main() {
  const files = (await filesBelow(inRoot('src'))).filter((file) => file.endsWith('.ts') && !file.startsWith('backend/simd/assembly/'));
  files.push(...(await filesBelow(inRoot('bench'))).filter((file) => file.endsWith('.ts')).map((file) => `../bench/${file}`));
  const sources = new Map();
  for (const file of files) sources.set(file, await readFile(join(inRoot('src'), file), 'utf8'));
  const problems = importProblems(sources, new Set(await elementTags()));
  for (const problem of problems) console.error(problem);
  console.log(`imports: ${files.length} files, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (isMain(import.meta.url)) await main();
