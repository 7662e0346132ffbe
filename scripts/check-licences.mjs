// Checks the dependencies: exact versions and a reason in the README for each, and a licence that allows redistribution for what is bundled.
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

/** The packages that our sources import: they are what the bundles are made of. */
async function importedPackages() {
  const files = (await filesBelow(inRoot('src'))).filter((file) => file.endsWith('.ts'));
  const texts = await Promise.all(files.map((file) => readFile(inRoot('src', file), 'utf8')));
  const specifiers = texts.flatMap(importsOf).map(({ specifier }) => specifier);
  return [...new Set(specifiers.filter((name) => !name.startsWith('.')).map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0]))];
}

/** These packages of the lock file and all they depend on, which may get into a bundle with them. */
export function shipped(lock, names) {
  const found = new Map();
  /** As Node looks for a package: beside who asks for it, or further up. */
  const placeOf = (name, from) => {
    for (let folder = from; ; folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
      const place = `${folder ? `${folder}/` : ''}node_modules/${name}`;
      if (lock.packages[place] || folder === '') return place;
    }
  };
  const visit = (name, from) => {
    const place = placeOf(name, from);
    const entry = lock.packages[place];
    if (!entry || found.has(place)) return; // one that is optional may be missing
    found.set(place, { name, licence: entry.license });
    for (const needed of Object.keys(entry.dependencies ?? {})) visit(needed, place);
  };
  for (const name of names) visit(name, '');
  return [...found.values()];
}

async function problemsOf() {
  const { dependencies, devDependencies } = await readJson(inRoot('package.json'));
  const readme = await readFile(inRoot('README.md'), 'utf8');
  const imported = await importedPackages();
  const packages = shipped(await readJson(inRoot('package-lock.json')), imported);
  const problems = await Promise.all(packages.map(({ name, licence }) => licenceProblem(name, licence)));
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (!/^\d+\.\d+\.\d+$/.test(version)) problems.push(`${name}: "${version}" is not an exact version`);
    const row = readme.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${name}\``));
    if (!row) problems.push(`${name}: the README does not say what it is for`);
  }
  const known = { ...dependencies, ...devDependencies };
  problems.push(...imported.filter((name) => !known[name]).map((name) => `${name}: imported, but not among the dependencies`));
  problems.push(...Object.keys(dependencies).map((name) => (imported.includes(name) ? null : `${name}: no source imports it`)));
  console.log(`licences: ${packages.length} packages, ${problems.filter(Boolean).length} problems`);
  return problems.filter((problem) => problem !== null);
}

if (isMain(import.meta.url)) {
  const problems = await problemsOf();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
