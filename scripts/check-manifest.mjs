// Checks custom-elements.json and docs/elements.md: that they are what the sources say, and that everything in it is described.
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { freshPage, pagePath } from './elements-page.mjs';
import { asText, freshManifest, manifestPath } from './manifest.mjs';
import { elementTags, isMain } from './project.mjs';

/** What a page can use of an element, and how each is called in words. */
const described = {
  attributes: 'attribute',
  events: 'event',
  slots: 'slot',
  cssParts: 'CSS part',
  cssProperties: 'CSS property',
};

/** What is missing in a manifest that has to describe `tags`, one line each. */
export function manifestProblems(manifest, tags) {
  const elements = manifest.modules.flatMap((module) => module.declarations.filter((declaration) => declaration.tagName));
  const problems = tags.filter((tag) => !elements.some(({ tagName }) => tagName === tag)).map((tag) => `<${tag}> is not in the manifest`);
  for (const element of elements) {
    const say = (what) => problems.push(`<${element.tagName}>: ${what}`);
    if (!element.description) say('has no description');
    if (!element.attributes?.some(({ name }) => name === 'session')) say('has no attribute `session`');
    for (const [list, word] of Object.entries(described)) {
      for (const { name, description } of element[list] ?? []) {
        if (!description) say(`the ${word} ${name ? `\`${name}\`` : '(unnamed)'} has no description`);
      }
    }
    for (const { kind, name, description } of element.members ?? []) {
      if (!description) say(`the ${kind} \`${name}\` has no description`);
    }
    if (!element.cssParts?.length) say('has no CSS part');
  }
  return problems;
}

async function main() {
  const fresh = await freshManifest();
  const problems = manifestProblems(fresh, await elementTags());
  const written = { 'custom-elements.json': [manifestPath, asText(fresh)], 'docs/elements.md': [pagePath, await freshPage(fresh)] };
  for (const [name, [path, text]] of Object.entries(written)) {
    const committed = await readFile(path, 'utf8').catch(() => '');
    if (committed !== text) problems.push(`${name} is not what the sources say: run \`npm run manifest\` and commit it`);
  }
  for (const problem of problems) console.error(problem);
  console.log(`manifest: ${fresh.modules.length} modules, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (isMain(import.meta.url)) await main();
