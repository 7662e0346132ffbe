// custom-elements.json, and docs/elements.md beside it: written from the elements' JSDoc (`npm run manifest`), and compared with what is committed in every check.
// The analyzer brings its own TypeScript 5.4: TypeScript 7 has no JavaScript interface it could use.
import { readFile, writeFile } from 'node:fs/promises';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import { freshPage, pagePath } from './elements-page.mjs';
import { ownPlugins } from './manifest-plugins.mjs';
import { elementTags, inRoot, isMain } from './project.mjs';

export const manifestPath = inRoot('custom-elements.json');

/** The manifest of the elements' sources: text by path, e.g. `src/elements/train-panel.ts`. */
export function manifestOf(sources) {
  const modules = Object.entries(sources).map(([path, text]) => ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
  return create({ modules, plugins: [...litPlugin(), ...ownPlugins] });
}

/** The manifest of the sources as they are now. */
export async function freshManifest() {
  const paths = (await elementTags()).map((tag) => `src/elements/${tag}.ts`);
  const read = async (path) => [path, await readFile(inRoot(path), 'utf8')];
  return manifestOf(Object.fromEntries(await Promise.all(paths.map(read))));
}

export const asText = (manifest) => `${JSON.stringify(manifest, null, 2)}\n`;

if (isMain(import.meta.url)) {
  const manifest = await freshManifest();
  await writeFile(manifestPath, asText(manifest));
  await writeFile(pagePath, await freshPage(manifest));
}
