// Checks that HDF5's WebAssembly, a raw binary string of 3.4 million characters, came through the bundler unharmed:
// one wrong escape and no file opens. The browser is asked to evaluate both strings by the same means: Node's parser.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import vm from 'node:vm';
import { inRoot, isMain } from './project.mjs';

/** How a WebAssembly module starts, written as a string literal by any of the tools on the way. */
const starts = ['\0asm', '\\0asm', '\\x00asm', '\\u0000asm'];

/** The binary that `script` holds as a string literal, as bytes; null where it holds none. */
export function wasmStringIn(script) {
  for (const start of starts) {
    for (const quote of ['"', "'", '`']) {
      const from = script.indexOf(quote + start);
      if (from === -1) continue;
      let to = from + 1;
      while (to < script.length && script[to] !== quote) to += script[to] === '\\' ? 2 : 1;
      const text = vm.runInNewContext(script.slice(from, to + 1));
      return Uint8Array.from(text, (character) => character.charCodeAt(0));
    }
  }
  return null;
}

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function main() {
  const ours = wasmStringIn(await readFile(inRoot('dist/file.worker.js'), 'utf8'));
  const theirs = wasmStringIn(await readFile(inRoot('node_modules/h5wasm/dist/esm/hdf5_util.js'), 'utf8'));
  if (!ours || !theirs) throw new Error(`no WebAssembly found in ${ours ? 'the package h5wasm' : 'dist/file.worker.js'}`);
  if (hashOf(ours) !== hashOf(theirs)) throw new Error('the WebAssembly in dist/file.worker.js is not the one of the package h5wasm');
  if (!WebAssembly.validate(ours)) throw new Error('the WebAssembly in dist/file.worker.js is not valid');
  console.log(`h5wasm: ${ours.length} bytes of WebAssembly unharmed, sha256 ${hashOf(ours).slice(0, 16)}…`);
}

if (isMain(import.meta.url)) {
  await main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
