// How long the files of src/ are. One concept a file: look again at 250 lines, split at 400.
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { filesBelow, inRoot, isMain } from './project.mjs';

const most = 400;
const lookAgain = 250;

/** The value below which the fraction `q` of the sorted numbers lies (nearest rank). */
const quantile = (sorted, q) => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;

/** Median, 90th percentile and maximum of the files' lengths. */
export function summary(lengths) {
  const sorted = [...lengths].sort((a, b) => a - b);
  return { files: sorted.length, median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9), max: sorted.at(-1) ?? 0 };
}

async function lengthsBelow(folder) {
  const files = (await filesBelow(inRoot(folder))).filter((file) => /\.(ts|wgsl|c)$/.test(file));
  const count = async (file) => ({ file, lines: (await readFile(inRoot(folder, file), 'utf8')).trimEnd().split('\n').length });
  return Promise.all(files.map(count));
}

async function main() {
  const all = await lengthsBelow('src');
  const rooms = [...new Set(all.filter(({ file }) => file.includes('/')).map(({ file }) => file.split('/')[0]))];
  const row = (room, entries) => ({ room, ...summary(entries.map(({ lines }) => lines)) });
  const inRoom = (room) => all.filter(({ file }) => file.startsWith(`${room}/`));
  console.table([...rooms.map((room) => row(`${room}/`, inRoom(room))), row('all', all)]);
  for (const { file, lines } of all.filter(({ lines }) => lines > lookAgain)) console.log(`look again: src/${file} has ${lines} lines`);
  const long = all.filter(({ lines }) => lines > most);
  for (const { file, lines } of long) console.error(`src/${file}: ${lines} lines, more than ${most}`);
  process.exitCode = long.length > 0 || all.length === 0 ? 1 : 0;
}

if (isMain(import.meta.url)) await main();
