// Where the project's things are, for every script.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { importsOf } from './lint/imports-of.mjs';

/** Absolute path of the repository, without a slash at the end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Absolute path of something in the repository. */
export const inRoot = (...parts) => join(root, ...parts);

/** Whether the module at `url` is the script that was started, and not imported by another. */
export const isMain = (url) => fileURLToPath(url) === process.argv[1];

export const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'));

/** Paths of all files below `folder`, relative to it, with forward slashes, sorted. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .sort();
}

/** The tags of the package: what the one script tag imports from `elements/` for its effect. */
export async function elementTags() {
  const source = await readFile(inRoot('src/galaxy-playground.ts'), 'utf8');
  return importsOf(source)
    .map(({ specifier }) => /^\.\/elements\/([a-z]+(?:-[a-z]+)+)\.js$/.exec(specifier)?.[1])
    .filter((tag) => tag !== undefined)
    .filter((tag, i, all) => all.indexOf(tag) === i)
    .sort();
}
