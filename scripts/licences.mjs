// The licences of what the bundles contain.
import { readdir, readFile } from 'node:fs/promises';
import { inRoot, readJson } from './project.mjs';

/** Licences a runtime dependency may have: all allow use and redistribution with their notice kept. */
export const permissive = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']);

/**
 * Packages whose licence has no short name, each read by a person: the sentence that was relied on must still stand in the text.
 * h5wasm is in the public domain in the United States and free to use and distribute with NIST's notice kept; HDF5 inside it is BSD-3.
 */
export const readByHand = {
  h5wasm: [
    'copy, and distribute copies of the software in any medium, provided that you keep intact this entire notice',
    'Redistribution and use in source and binary forms, with or without modification, are permitted',
  ],
};

/** Names of the packages a build took files from. */
export function packagesIn(metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const names = inputs.map((path) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** The text of a package's licence file; empty where it ships none. */
export async function licenceText(name) {
  const folder = inRoot('node_modules', name);
  const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)(\.(txt|md))?$/i.test(entry));
  return file ? (await readFile(`${folder}/${file}`, 'utf8')).trim() : '';
}

/** One text with the name, version, licence and notice of every bundled package. */
export async function licenceTexts(metafiles) {
  const parts = ['What the files of this folder contain beside galaxy-playground itself (MIT), with the notices their licences ask for.'];
  for (const name of packagesIn(metafiles)) {
    const { version, license, repository } = await readJson(inRoot('node_modules', name, 'package.json'));
    const from = typeof repository === 'string' ? repository : repository?.url;
    const notice = (await licenceText(name)) || `${license}; the package ships no licence file. Source: ${from}`;
    parts.push(`${'='.repeat(80)}\n${name} ${version} (${license})\n${'='.repeat(80)}\n\n${notice}`);
  }
  return `${parts.join('\n\n')}\n`;
}
