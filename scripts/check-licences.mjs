// Checks the dependencies: exact versions and a reason in the README for each; of those at run time also a licence that allows redistribution, and a use.
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { licenceText, permissive, readByHand } from './licences.mjs';
import { importsOf } from './lint/imports-of.mjs';
import { filesBelow, inRoot, isMain, readJson } from './project.mjs';

/** Whether an SPDX expression of names joined by AND or OR leaves a way to use only permissive licences. */
export function isPermissive(expression) {
  const plain = String(expression).replace(/[()]/g, '');
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((name) => permissive.has(name.trim())));
}

/** What is wrong with the licence of one package, in words; null where it may be shipped. */
export async function licenceProblem(name, licence) {
  if (isPermissive(licence)) return null;
  const sentences = readByHand[name];
  if (!sentences) return `${name}: the licence "${licence}" is not among ${[...permissive].join(', ')}`;
  const text = (await licenceText(name)).replace(/\s+/g, ' ');
  const missing = sentences.find((sentence) => !text.includes(sentence));
  return missing ? `${name}: its licence no longer says "${missing}"` : null;
}

/** Runtime dependencies that no source imports, and imported packages that are no dependency of ours. */
async function useProblems(names) {
  const files = (await filesBelow(inRoot('src'))).filter((file) => file.endsWith('.ts'));
  const texts = await Promise.all(files.map((file) => readFile(inRoot('src', file), 'utf8')));
  const specifiers = texts.flatMap(importsOf).map(({ specifier }) => specifier);
  const imported = new Set(specifiers.filter((name) => !name.startsWith('.')).map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0]));
  return [
    ...names.filter((name) => !imported.has(name)).map((name) => `${name}: no source imports it`),
    ...[...imported].filter((name) => !names.includes(name)).map((name) => `${name}: imported, but not among the dependencies`),
  ];
}

/** Packages of the lock file that are installed for use, not for development. */
function shipped(lock) {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev)
    .map(([path, entry]) => ({ name: path.replace(/^.*node_modules\//, ''), licence: entry.license }));
}

async function problemsOf() {
  const { dependencies, devDependencies } = await readJson(inRoot('package.json'));
  const readme = await readFile(inRoot('README.md'), 'utf8');
  const packages = shipped(await readJson(inRoot('package-lock.json')));
  const problems = await Promise.all(packages.map(({ name, licence }) => licenceProblem(name, licence)));
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (!/^\d+\.\d+\.\d+$/.test(version)) problems.push(`${name}: "${version}" is not an exact version`);
    const row = readme.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${name}\``));
    if (!row) problems.push(`${name}: the README does not say what it is for`);
  }
  problems.push(...(await useProblems(Object.keys(dependencies))));
  console.log(`licences: ${packages.length} packages, ${problems.filter(Boolean).length} problems`);
  return problems.filter((problem) => problem !== null);
}

if (isMain(import.meta.url)) {
  const problems = await problemsOf();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
